"""No text that a person may send keeps a page waiting: typography reads each character once."""

import time

import pytest

from terreau.web.typography import fr

LENGTH = 100_000
BUDGET_S = 2  # a twentieth of a second on two cores; seconds only if time grew with the square


@pytest.mark.parametrize("piece", ["x", "a.", '"', " ", "1 ", "a@", "a: ", "«", "x@a-", "a'"])
def test_typography_of_a_long_word_takes_no_time(piece: str) -> None:
    text = piece * (LENGTH // len(piece))
    begun = time.perf_counter()
    fr(text)
    assert time.perf_counter() - begun < BUDGET_S
