"""Where things stand in a fiche: its title, its list of enjeux, its tables, its other parts.

Guarantees that each block of the layer goes to exactly one part; nothing is read inside cells.
"""

import re
from dataclasses import dataclass, field

from terreau.collect.readers.fiche.model import Span
from terreau.collect.readers.fiche.words import key, tidy, view
from terreau.collect.readers.markup import Kind, Layer, Mark
from terreau.territory.names import fold

_FICHE = re.compile(r"\bambition\s*(?:n\s*[°ºo]?\.?\s*)?(\d{1,2})\b")
_ENJEU = re.compile(
    r"enjeux?\s*(?:n\s*[°ºo]\.?\s*)?(\d{1,2})(?!\d)\s*(?:[:.)–—-]\s*)?(.*)", re.DOTALL
)
_AGAIN = re.compile(r"\s*[(\[]?\s*\bsuite(?:\s+et\s+fin)?\b\s*[)\]]?\s*$")
_LISTED = re.compile(r"(\d{1,2})\s*[.):–—-]\s*(\S.*)", re.DOTALL)
_PAGE = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:/|sur)\s*\d{1,4})?")
LABEL_LENGTH = 160
HEADER_LENGTH = 100
_SENTENCE = tuple(".!?…,;")
# Matched against the whole of a cell, so that « Acteurs culturels » in a row is no header.
HEADERS = {
    "description": re.compile(
        r"(?:les? |noms? d[eu]s? |intitules? d[eu]s? )?(?:projets?|laureats?|initiatives?)"
        r"(?: \w+){0,2}"
    ),
    "actors": re.compile(r"(?:les |types? d')?(?:acteurs?|partenaires?)(?: \w+){0,4}"),
    "contribution": re.compile(r"(?:les? |la )?(?:contributions?|roles?)\b.*"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The ranks of the three columns that matter, and how many a row should have."""

    description: int = 0
    actors: int = 1
    contribution: int = 2
    expected: int = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `after_break`: a blank, a repeated header or other text stands before."""

    cells: tuple[Span, ...]
    columns: Columns
    after_break: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The label of an enjeu and where it stands."""

    text: str
    span: Span


@dataclass(slots=True)
class Section:
    """The part of one enjeu: its label, its rows and, in their order, the texts that stand loose.

    A loose text is kept with the rank of the row that it follows.
    """

    number: int | None
    label: Label | None = None
    intro: list[Mark] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    loose: list[tuple[int, Mark]] = field(default_factory=list)
    started: bool = False


@dataclass(slots=True)
class Outline:
    """The parts of a fiche. `parts`: the other blocks, by the heading above them."""

    number: int | None = None
    title: Label | None = None
    listed: dict[int, Label] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    parts: list[tuple[Mark | None, list[Mark]]] = field(default_factory=list)
    other_rows: int = 0
    unknown_headers: int = 0


def outline(layer: Layer) -> Outline:
    """Put the blocks of a layer in their parts."""
    walk = _Walk(layer)
    for mark in layer.blocks():
        walk.take(mark)
    heading = walk.first_heading
    if walk.found.title is None and heading is not None:
        quote = tidy(layer.quote(heading.start, heading.end))
        walk.found.title = Label(quote, (heading.start, heading.end))
    return walk.found


class _Walk:
    """One pass over the blocks, in reading order."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer
        self.found = Outline(parts=[(None, [])])
        self.section: Section | None = None
        self.in_tables = False  # between an enjeu and the heading that ends it
        self.columns: Columns | None = None
        self.listing = False
        self.last_row_end = -1
        self.first_heading: Mark | None = None

    def take(self, mark: Mark) -> None:
        """Deal with one block."""
        if mark.kind is Kind.ROW:
            self._row(mark)
            return
        span = (mark.start, mark.end)
        if self._enjeu(mark, span) or self._title(mark, span) or self._list(mark, span):
            return
        if mark.kind is Kind.HEADING:
            self._heading(mark)
        elif self.in_tables and self.section is not None:
            self._loose(mark)
        else:
            self.found.parts[-1][1].append(mark)

    def _words(self, span: Span) -> str:
        return " ".join(fold(view(self.layer, *span).text).split())

    def _heading(self, mark: Mark) -> None:
        title = self.found.title
        if self.section is not None and title is not None:
            if key(self.layer.quote(mark.start, mark.end)) == key(title.text):
                return  # a running title, repeated on each page
            if self.section.label is None and not self.section.started:
                self._name(mark)
                return
        self.in_tables = False
        self.listing = False
        self.found.parts.append((mark, []))

    def _title(self, mark: Mark, span: Span) -> bool:
        """The number of the ambition, then its title: the heading or short text that follows."""
        if self.section is not None or mark.end - mark.start >= LABEL_LENGTH:
            return False
        found = self.found
        if found.number is None:
            number = _FICHE.search(view(self.layer, *span).text.lower())
            if number is None:
                if mark.kind is Kind.HEADING and self.first_heading is None:
                    self.first_heading = mark
                return False
            found.number = int(number[1])
            rest = view(self.layer, *span).text[number.end() :]
            words = rest.strip(" :.-–—")
            if words:
                start = number.end() + rest.index(words)
                where = view(self.layer, *span).span(start, start + len(words))
                found.title = Label(tidy(self.layer.quote(*where)), where)
            return True
        if found.title is None and mark.kind in (Kind.HEADING, Kind.PARAGRAPH):
            found.title = Label(tidy(self.layer.quote(*span)), span)
            return True
        return False

    def _list(self, mark: Mark, span: Span) -> bool:
        """The enjeux announced, numbered, under a sentence that speaks of them."""
        if self.section is not None:
            return False
        words = self._words(span)
        listed = _LISTED.fullmatch(words)
        if self.listing and listed:
            text = view(self.layer, *span).text
            number = _LISTED.fullmatch(text)
            if number:
                first = number.start(2)
                where = view(self.layer, *span).span(first, len(text.rstrip()))
                self.found.listed.setdefault(
                    int(number[1]), Label(tidy(self.layer.quote(*where)), where)
                )
                return True
        self.listing = mark.kind is not Kind.HEADING and "enjeu" in words and words.endswith(":")
        return False

    def _enjeu(self, mark: Mark, span: Span) -> bool:
        text = view(self.layer, *span).text
        found = _ENJEU.fullmatch(fold(text)) if len(text) < LABEL_LENGTH * 2 else None
        if found is None or len(fold(text)) != len(text):
            found = _ENJEU.fullmatch(text.lower()) if len(text) < LABEL_LENGTH * 2 else None
        if found is None:
            return False
        number, start = int(found[1]), found.start(2)
        label = text[start:].rstrip()
        again = _AGAIN.search(label.lower())
        end = start + (again.start() if again else len(label))
        if mark.kind is not Kind.HEADING and not self._looks_like_label(number, text[start:end]):
            return False
        self._open(number)
        if text[start:end].strip() and self.section is not None and self.section.label is None:
            where = view(self.layer, *span).span(start, end)
            self.section.label = Label(tidy(self.layer.quote(*where)), where)
        return True

    def _looks_like_label(self, number: int, label: str) -> bool:
        listed = self.found.listed.get(number)
        if not label or (listed and key(listed.text) == key(label)):
            return True
        return len(label) < LABEL_LENGTH and label[-1] not in ".;" and label[0].isupper()

    def _open(self, number: int) -> None:
        self.in_tables = True
        self.listing = False
        self.last_row_end = -1
        same = next((s for s in self.found.sections if s.number == number), None)
        if same is None:
            same = Section(number)
            self.found.sections.append(same)
        self.section = same

    def _name(self, mark: Mark) -> None:
        if self.section is not None:
            quote = self.layer.quote(mark.start, mark.end)
            self.section.label = Label(tidy(quote), (mark.start, mark.end))

    def _loose(self, mark: Mark) -> None:
        section = self.section
        if section is None:
            return
        words = self._words((mark.start, mark.end))
        title = self.found.title
        if _PAGE.fullmatch(words) or (
            title is not None and key(self.layer.quote(mark.start, mark.end)) == key(title.text)
        ):
            return
        if _FICHE.search(words) and len(words) < 40:
            return
        if section.started:
            section.loose.append((len(section.rows), mark))
        elif section.label is None and self._may_name(section, mark):
            self._name(mark)
        else:
            section.intro.append(mark)

    def _may_name(self, section: Section, mark: Mark) -> bool:
        quote = self.layer.quote(mark.start, mark.end).rstrip()
        listed = self.found.listed.get(section.number or 0)
        if listed is not None and key(listed.text) == key(quote):
            return True
        return len(quote) < LABEL_LENGTH and quote[-1] not in ".:;"

    def _row(self, mark: Mark) -> None:
        marks = self.layer.within(Kind.CELL, mark.start, mark.end)
        cells = tuple((cell.start, cell.end) for cell in marks)
        filled = [span for span in cells if span[0] < span[1]]
        if len(filled) == 1 and self._enjeu(mark, filled[0]):
            return
        header = self._header(cells)
        if header is not None:
            self.columns = header
            self._section().started = True
            self.last_row_end = -1
            return
        if not filled:
            return
        if self.section is None and self.columns is None:
            self.found.other_rows += 1
            return
        section = self._section()
        section.started = True
        between = self.layer.text[max(0, self.last_row_end) : mark.start]
        broken = self.last_row_end < 0 or between.count("\n") > 1
        section.rows.append(Row(cells, self.columns or Columns(), broken and bool(section.rows)))
        self.last_row_end = mark.end

    def _section(self) -> Section:
        if self.section is None:
            self.section = Section(None)
            self.found.sections.append(self.section)
        self.in_tables = True
        return self.section

    def _header(self, cells: tuple[Span, ...]) -> Columns | None:
        """The columns, where a row names them: short words, no sentence."""
        titles = [self._words(span) for span in cells]
        if any(len(title) > HEADER_LENGTH or title[-1:] in _SENTENCE for title in titles if title):
            return None
        ranks: dict[str, int] = {}
        for rank, title in enumerate(titles):
            for name, pattern in HEADERS.items():
                if name not in ranks and pattern.fullmatch(title):
                    ranks[name] = rank
                    break
        if len(ranks) < 2 or "description" not in ranks:
            if (
                self.columns
                or self.section is None
                or len([title for title in titles if title]) < 3
            ):
                return None
            self.found.unknown_headers += 1  # a first row of titles, in words of its own
            ranks = {}
        free = [rank for rank in range(max(3, len(cells))) if rank not in ranks.values()]
        for name in HEADERS:
            if name not in ranks:
                ranks[name] = free.pop(0)
        return Columns(
            ranks["description"], ranks["actors"], ranks["contribution"], max(3, len(cells))
        )
