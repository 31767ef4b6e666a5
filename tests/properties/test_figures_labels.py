"""Names on a map, wherever marks are: never over a mark, over other names or out of the frame."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from terreau.publish.figures.labels import Box, Mark, box_of, place

FRAME = Box(0, 0, 300, 270)
MARKS = st.lists(
    st.builds(
        Mark,
        st.floats(5, 295),
        st.floats(5, 265),
        st.sampled_from([0.0, 5.0, 8.7]),
        st.sampled_from(["Pau", "La Rochelle", "Saint-Jean-de-Luz", "Bordeaux (3)"]),
    ),
    max_size=25,
)


@given(MARKS)
def test_names_share_no_room(marks):
    boxes = [label.box for label in place(marks, FRAME, 15) if label is not None]
    assert not any(one.meets(other) for one, other in itertools.combinations(boxes, 2))


@given(MARKS)
def test_names_cover_no_mark_and_stay_in_the_frame(marks):
    points = [box_of(mark) for mark in marks if mark.radius > 0]
    for label in place(marks, FRAME, 15):
        if label is not None:
            assert label.box.inside(FRAME)
            assert not any(label.box.meets(point) for point in points)


@given(MARKS)
def test_a_mark_alone_in_the_middle_is_always_named(marks):
    assert place([Mark(150, 135, 5, "Saint-Jean-de-Luz")], FRAME, 15)[0] is not None
    assert len(place(marks, FRAME, 15)) == len(marks)
