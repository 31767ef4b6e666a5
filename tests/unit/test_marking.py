"""A text cut at its passages: nothing lost, every passage reachable, whatever overlaps."""

from terreau.explore.marking import Piece, anchor, pieces


def test_a_passage_is_marked_and_has_its_anchor() -> None:
    assert pieces("Un deux trois", [(3, 7)]) == (
        Piece("Un ", marked=False, anchors=()),
        Piece("deux", marked=True, anchors=(anchor(3, 7),)),
        Piece(" trois", marked=False, anchors=()),
    )


def test_passages_that_overlap_keep_an_anchor_each() -> None:
    found = pieces("abcdef", [(0, 4), (2, 6), (0, 2)])
    assert [piece.text for piece in found] == ["ab", "cd", "ef"]
    assert [piece.anchors for piece in found] == [
        (anchor(0, 2), anchor(0, 4)),
        (anchor(2, 6),),
        (),
    ]
    assert all(piece.marked for piece in found)


def test_a_text_without_passage_is_one_piece() -> None:
    assert pieces("Rien", []) == (Piece("Rien", marked=False, anchors=()),)


def test_an_empty_text_has_no_piece() -> None:
    assert pieces("", [(0, 4)]) == ()
