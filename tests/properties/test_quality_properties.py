"""Whatever a file holds: no check fails, nothing personal is repeated, no cell can be run."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from terreau.collect.fields import BY_KEY
from terreau.collect.quality.personal import find, mask
from terreau.collect.quality.report import examine
from terreau.collect.quality.workbook import workbook
from tests.builders.quality import TODAY, subject

PIECES = st.sampled_from(
    [
        *("=1+1", "@SUM(", "-", "+33 6 12 34 56 78", "06.12.34.56.78", "anne@exemple.fr", "Ã©"),
        *("2 69 05 49 588 157 80", "FR76 3000 6000 0112 3456 7890 189", "test", "NULL", "???"),
        *("Mme Roy, 12 rue des Pins", "Bordeaux", "33063", "775544026", "31/02/2021", "1e9", "é"),
        *(" ", "\n", "{", "}", "{0}", "%s", "«", "<b>", "0", "9" * 40, "12 000,5", "\x00", "2021"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=6).map("".join)
ROWS = st.lists(st.dictionaries(st.sampled_from(sorted(BY_KEY)), TEXTS, max_size=8), max_size=6)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_any_file_has_a_report_that_adds_up_and_is_the_same_twice(rows):
    report = examine(subject(*rows))
    assert sum(one.count for one in report.checked) == len(report.findings)
    assert report == examine(subject(*rows))
    ranks = [finding.importance.rank for finding in report.findings]
    assert ranks == sorted(ranks)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_no_finding_repeats_what_it_says_is_personal(rows):
    for finding in examine(subject(*rows)).findings:
        assert not find(finding.value)
        assert not find(finding.message)
        assert not find(finding.project)


@settings(max_examples=20, deadline=None)
@given(ROWS, TEXTS)
def test_any_report_is_a_workbook_without_anything_to_run(rows, name):
    from dataclasses import replace

    report = replace(examine(subject(*rows)), source=name)
    book = load_workbook(io.BytesIO(workbook(report, TODAY)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_a_masked_text_holds_nothing_personal_and_masks_to_itself(text):
    assert find(mask(text)) == ()
    assert mask(mask(text)) == mask(text)
    for hit in find(text):
        assert 0 <= hit.start < hit.end <= len(text)
