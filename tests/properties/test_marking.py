"""Whatever passages are asked for, the marked pieces are the text."""

from hypothesis import given
from hypothesis import strategies as st

from terreau.explore.marking import anchor, pieces

spans = st.lists(st.tuples(st.integers(-2, 24), st.integers(-2, 24)), max_size=8)


@given(st.text(max_size=20), spans)
def test_the_pieces_put_together_are_the_text(text: str, asked: list[tuple[int, int]]) -> None:
    found = pieces(text, asked)
    assert "".join(piece.text for piece in found) == text
    inside = {(a, b) for a, b in asked if 0 <= a < b <= len(text)}
    anchors = [name for piece in found for name in piece.anchors]
    assert sorted(anchors) == sorted(anchor(a, b) for a, b in inside)
    at = 0
    for piece in found:
        covered = any(a <= at and at + len(piece.text) <= b for a, b in inside)
        assert piece.marked == covered
        at += len(piece.text)
