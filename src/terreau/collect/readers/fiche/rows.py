"""From the rows of one enjeu's table to projects, doubts and rejections.

Guarantees that each row that is neither a header nor the end of the row before it counts once, and
ends as a project or as a rejection.
"""

import re
from dataclasses import dataclass, field

from terreau.collect.readers.fiche.actors import Context, read_actors
from terreau.collect.readers.fiche.layout import Row, Section
from terreau.collect.readers.fiche.messages import doubt, rejection
from terreau.collect.readers.fiche.model import Doubt, ReadActor, ReadProject, Rejection, Span
from terreau.collect.readers.fiche.names import read_name
from terreau.collect.readers.fiche.places import Finder, read_places
from terreau.collect.readers.fiche.roles import RoleReader
from terreau.collect.readers.fiche.words import tidy, view
from terreau.collect.readers.markup import Kind, Layer, Mark

QUOTED = 80  # code points of an unread text that a doubt shows
_TAG = re.compile(r"<?/?[a-z]*|<[a-z/][^>]*", re.IGNORECASE)
_ENDS = '.!?…»")'


@dataclass(slots=True)
class _Whole:
    """A row with the pieces of itself that a page break cut off, by column."""

    description: list[Span]
    actors: list[Span]
    contribution: list[Span]

    @classmethod
    def of(cls, row: Row) -> "_Whole":
        columns = row.columns
        return cls(
            [row.cells[columns.description]],
            [row.cells[columns.actors]],
            [row.cells[columns.contribution]],
        )

    def join(self, other: "_Whole") -> tuple[Span, ...]:
        """Add the filled cells of what follows; returns them."""
        added: list[Span] = []
        for own, theirs in (
            (self.description, other.description),
            (self.actors, other.actors),
            (self.contribution, other.contribution),
        ):
            filled = [span for span in theirs if span[0] < span[1]]
            own.extend(filled)
            added += filled
        return tuple(sorted(added))


@dataclass(slots=True)
class Part:
    """What one section gives."""

    projects: list[ReadProject] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


class RowReader:
    """Reads rows with the gazetteer, kinds and roles of one fiche."""

    def __init__(self, layer: Layer, context: Context, finder: Finder, roles: RoleReader) -> None:
        self.layer, self.context, self.finder, self.roles = layer, context, finder, roles

    def section(self, section: Section) -> Part:
        """Read the rows of one enjeu, in order."""
        part = Part()
        place = "Tableau" if section.number is None else f"Enjeu {section.number}"
        wholes: list[tuple[str, _Whole, tuple[Span, ...]]] = []
        line = 0
        loose = list(section.loose)
        for rank, row in enumerate(section.rows):
            while loose and loose[0][0] <= rank:
                line += self._loose(part, f"{place}, ligne {line + 1}", loose.pop(0)[1], row)
            if wholes and self._continues(row, wholes[-1][1]):
                where, whole, cut = wholes[-1]
                part.doubts.append(doubt(where, "row_joined"))
                part.doubts += self._actors_cut(where, whole, row)
                wholes[-1] = (where, whole, cut + whole.join(_Whole.of(row)))
                continue
            line += 1
            where = f"{place}, ligne {line}"
            if self._truncated(row):
                part.rejections.append(self._too_short(where, row))
            else:
                wholes.append((where, _Whole.of(row), ()))
        for _, mark in loose:
            line += self._loose(part, f"{place}, ligne {line + 1}", mark, None)
        for where, whole, cut in wholes:
            self._project(part, section, where, whole, cut)
        part.doubts.sort(key=_line)
        part.rejections.sort(key=_line)
        return part

    def _loose(self, part: Part, where: str, mark: Mark, following: Row | None) -> int:
        """A text between rows: what is left of a row, or a text that nothing reads.

        Returns the number of rows it counts for.
        """
        bold = next(self.layer.within(Kind.BOLD, mark.start, mark.end), None)
        text = tidy(self.layer.quote(mark.start, mark.end))
        # a tag, or a drawn line, that the end of a truncated file cut in two
        torn = _TAG.fullmatch(text) or not any(char.isalnum() for char in text)
        cut = following is None and text[-1] not in _ENDS and not torn
        if (bold is not None and bold.start - mark.start < QUOTED) or cut:
            part.rejections.append(rejection(where, "row_truncated", cells=1, s="", expected=3))
            return 1
        shown = text if len(text) <= QUOTED else f"{text[:QUOTED].rsplit(' ', 1)[0]}…"
        part.doubts.append(doubt(where, "text_not_read", text=shown))
        return 0

    def _truncated(self, row: Row) -> bool:
        columns = row.columns
        return len(row.cells) <= max(columns.description, columns.actors, columns.contribution)

    def _too_short(self, where: str, row: Row) -> Rejection:
        count = len(row.cells)
        return rejection(
            where,
            "row_truncated",
            cells=count,
            s="s" if count > 1 else "",
            expected=row.columns.expected,
        )

    def _text(self, span: Span) -> str:
        return view(self.layer, *span).text.strip()

    def _continues(self, row: Row, before: _Whole) -> bool:
        """Whether a row is the end of the one before, cut by a page break."""
        if self._truncated(row):
            return False
        cells = _Whole.of(row)
        if self._text(cells.description[0]):
            return False
        if row.after_break:
            return True
        contribution = self._text(cells.contribution[0])
        return not self._finished(before) or contribution[:1].islower()

    def _finished(self, whole: _Whole) -> bool:
        text = self._text(whole.contribution[-1])
        return not text or text[-1] in _ENDS

    def _actors_cut(self, where: str, whole: _Whole, row: Row) -> list[Doubt]:
        following = self._text(row.cells[row.columns.actors])
        before = self._text(whole.actors[-1])
        if not following or not before or before[-1] in ",;." or following[0] in ",;":
            return []
        return [doubt(where, "actor_split_by_page")]

    def _project(
        self, part: Part, section: Section, where: str, whole: _Whole, cut: tuple[Span, ...]
    ) -> None:
        name = read_name(self.layer, whole.description[0])
        if name is None:
            part.rejections.append(rejection(where, "row_without_name"))
            return
        if not name.certain:
            part.doubts.append(doubt(where, "name_uncertain", name=name.name))
        if section.number is None:
            part.doubts.append(doubt(where, "project_without_enjeu"))
        places = read_places(self.layer, whole.description, whole.contribution, where, self.finder)
        roles, role_doubts = self.roles.read(self.layer, whole.contribution, where)
        actors, actor_doubts = self._actors(where, whole)
        part.doubts += [*places.doubts, *actor_doubts, *role_doubts]
        if not self._finished(whole):
            part.doubts.append(doubt(where, "contribution_unfinished"))
        part.projects.append(
            ReadProject(
                name=name.name,
                title=name.title,
                where=where,
                enjeu_number=section.number,
                name_span=name.span,
                description_span=whole.description[0],
                actors_span=whole.actors[0],
                contribution_span=whole.contribution[0],
                places=places.places,
                actors=tuple(actors),
                roles=roles,
                continued=cut,
            )
        )

    def _actors(self, where: str, whole: _Whole) -> tuple[list[ReadActor], list[Doubt]]:
        actors: list[ReadActor] = []
        doubts: list[Doubt] = []
        for span in whole.actors:
            found, unsure = read_actors(self.layer, span, where, self.context)
            actors += found
            doubts += unsure
        if not actors:
            doubts.append(doubt(where, "no_actor"))
        return actors, doubts


def _line(remark: Doubt | Rejection) -> int:
    """The rank of the line that a remark is about."""
    return int(remark.where.rpartition(" ")[2])
