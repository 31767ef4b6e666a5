"""Pagination names every page that a reader may want next."""

import pytest

from terreau.web.parts import pages


@pytest.mark.parametrize(
    ("current", "total", "numbers"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 9, [1, 2, 0, 9]),
        (3, 5, [1, 2, 3, 4, 5]),
        (4, 9, [1, 2, 3, 4, 5, 0, 9]),
        (6, 22, [1, 0, 5, 6, 7, 0, 22]),
        (9, 9, [1, 0, 8, 9]),
    ],
)
def test_first_last_and_neighbours_are_shown(current: int, total: int, numbers: list[int]) -> None:
    assert [page.number for page in pages(current, total, str)] == numbers


def test_one_page_is_current_and_a_gap_leads_nowhere() -> None:
    shown = pages(6, 22, lambda number: f"?page={number}")
    assert [page.number for page in shown if page.current] == [6]
    assert all(page.url == (f"?page={page.number}" if page.number else "") for page in shown)
