"""The parts of a fiche written into a DOCX, each with its style."""

from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from terreau.publish.document import (
    ActorCell,
    Block,
    BulletList,
    Callout,
    Columns,
    Contribution,
    ContributionRow,
    ContributionTable,
    DataTable,
    Figure,
    KeyFigure,
    Note,
    Paragraph,
)
from terreau.publish.renderers import prepare
from terreau.publish.renderers.docx_inline import Inline, picture
from terreau.publish.renderers.docx_styles import TABLE
from terreau.web.typography import NBSP

WIDTHS_MM: Final = (45.0, 43.0, 80.0)
ROOM_MM: Final = 168.0


class Writer(Inline):
    """Adds the parts of a fiche to a document, in order."""

    # Headings and the opening.

    def band(self, kicker: str, title: str, warning: str | None) -> None:
        """The title band: paragraphs that share one ground, the title last."""
        sides = dict.fromkeys(("top", "left", "bottom", "right"), (self.look.band, 48))
        lines = [(warning, "Surtitre du bandeau")] if warning else []
        lines += [(kicker, "Surtitre du bandeau"), (title, "Title")]
        for words, style in lines:
            made = self.styled(self.document.add_paragraph(words), style)
            made.paragraph_format.left_indent = made.paragraph_format.right_indent = Mm(3)
            self._shade(made, self.look.band, sides)

    def heading(self, words: str, level: int, ident: str, kicker: str | None = None) -> None:
        """A heading, its kicker on a line above within it: nothing can part them."""
        made = self.styled(self.document.add_paragraph(), f"Heading {level}")
        self._bookmark(made, ident)
        if kicker:
            over = made.add_run(kicker)
            over.style = self.document.styles["Surtitre"]
            over.add_break()
        self.text(made, words)

    def key_figures(self, figures: tuple[KeyFigure, ...]) -> None:
        """The counts, side by side."""
        table = self._table(1, len(figures))
        for look in table._tbl.tblPr.findall(qn("w:tblLook")):
            look.set(qn("w:firstRow"), "0")  # no header here
        for figure, cell in zip(figures, table.rows[0].cells, strict=True):
            first = cell.paragraphs[0]
            self.styled(first, "Chiffre")
            self.text(first, figure.value)
            label = self.paragraph((), "Légende de chiffre", cell)
            self.text(label, figure.label)
            for number in figure.notes:
                self.note_ref(label, number)

    # Blocks.

    def block(self, block: Block, heading: str) -> None:
        """Any block; `heading` is that of what holds it."""
        if isinstance(block, Paragraph):
            self.paragraph(block.text, "Petit" if block.quiet else "Normal")
        elif isinstance(block, BulletList):
            for item in block.items:
                made = self.paragraph(item.text, "List Bullet")
                if item.tag:
                    self.text(made, f" ({item.tag})", colour=self.look.soft)
        elif isinstance(block, ContributionTable):
            self.contributions(block)
        elif isinstance(block, DataTable):
            self.data_table(block)
        elif isinstance(block, Figure):
            self.figure(block, heading)
        elif isinstance(block, Callout):
            self.callout(block)
        else:
            self.columns(block)

    def columns(self, block: Columns) -> None:
        """What stands side by side elsewhere follows here, under its own headings."""
        for index, column in enumerate(block.columns):
            self.heading(column.heading, 2, f"colonne-{self._bookmarks}-{index}")
            for one in column.blocks:
                self.block(one, column.heading)

    def callout(self, block: Callout) -> None:
        """A few lines on a ground of their own."""
        made = self.styled(self.document.add_paragraph(), "Encadré")
        self.text(made, f"{block.title} ", bold=True)
        self.rich(made, block.text)
        self._shade(made, self.look.tint, {"left": (self.look.accent, 24)})

    def figure(self, figure: Figure, heading: str) -> None:
        """A figure: its finding, its picture, how to read it."""
        if figure.title != heading:
            self.styled(self.document.add_paragraph(figure.title), "Titre de figure")
        width = min(float(figure.width_mm), ROOM_MM)
        made = self.styled(self.document.add_paragraph(), "Figure")
        self._picture(made, picture(figure.svg, width), width, figure.alt)
        self.styled(self.document.add_paragraph(prepare.figure_caption(figure)), "Caption")

    def data_table(self, block: DataTable) -> None:
        """A plain table under its caption."""
        self._table_caption(block.caption)
        table = self._table(1 + len(block.rows), len(block.header))
        self._header(table, block.header)
        for row, cells in zip(table.rows[1:], block.rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                self.styled(cell.paragraphs[0], "Tableau")
                self.text(cell.paragraphs[0], words)

    def contributions(self, block: ContributionTable) -> None:
        """The table of projects: its header repeats, its rows stay whole."""
        self._table_caption(block.caption)
        table = self._table(1 + len(block.rows), 3, WIDTHS_MM)
        self._header(table, prepare.TABLE_HEADER)
        for row, one in zip(table.rows[1:], block.rows, strict=True):
            project, actors, contribution = row.cells
            self._project(project, one)
            self._actors(actors, one.actors)
            self._arguments(contribution, one.contributions)

    def _table_caption(self, words: str) -> None:
        made = self.styled(self.document.add_paragraph(words), "Caption")
        made.paragraph_format.keep_with_next = True

    def _project(self, cell: _Cell, row: ContributionRow) -> None:
        name = cell.paragraphs[0]
        self.styled(name, "Nom de projet")
        if row.url:
            self.link(name, row.name, row.url)
        else:
            self.text(name, row.name)
        if row.title:
            self.text(self.paragraph((), "Tableau", cell), row.title, italic=True)
        self.paragraph(row.summary, "Tableau", cell)
        if row.place:
            self.text(self.paragraph((), "Tableau", cell), row.place, bold=True)

    def _actors(self, cell: _Cell, actors: tuple[ActorCell, ...]) -> None:
        made = cell.paragraphs[0]
        self.styled(made, "Tableau")
        if not actors:
            self.text(made, prepare.NO_ACTOR, colour=self.look.soft)
        for index, actor in enumerate(actors):
            line = made if index == 0 else self.paragraph((), "Tableau", cell)
            if actor.url:
                self.link(line, actor.name, actor.url)
            else:
                self.text(line, actor.name)
            aside = [part for part in (actor.note, prepare.shared_tag(actor)) if part]
            if aside:
                self.text(line, f" ({', '.join(aside)})", colour=self.look.soft)

    def _arguments(self, cell: _Cell, contributions: tuple[Contribution, ...]) -> None:
        made = cell.paragraphs[0]
        self.styled(made, "Tableau")
        if not contributions:
            self.text(made, prepare.NO_CONTRIBUTION, colour=self.look.soft)
        for index, one in enumerate(contributions):
            line = made if index == 0 else self.paragraph((), "Tableau", cell)
            line.paragraph_format.space_after = Pt(1)
            if one.role is None:
                self.text(line, prepare.NO_ROLE, colour=self.look.soft)
            else:
                self.role(line, one.role)
            self.paragraph(one.argument, "Tableau", cell).paragraph_format.space_after = Pt(6)

    def _table(self, rows: int, columns: int, widths: tuple[float, ...] = ()) -> Table:
        """An empty table of the fiche's style, as wide as the text, whose rows stay whole."""
        table: Table = self.document.add_table(rows, columns, style=TABLE)
        table.autofit = False
        sizes = widths or (ROOM_MM / columns,) * columns
        for column, size in zip(table.columns, sizes, strict=True):
            column.width = Mm(size)
        for row in table.rows:
            _flag(row, "w:cantSplit")
            for cell, size in zip(row.cells, sizes, strict=True):
                cell.width = Mm(size)
        return table

    def _header(self, table: Table, names: tuple[str, ...]) -> None:
        _flag(table.rows[0], "w:tblHeader")
        for cell, name in zip(table.rows[0].cells, names, strict=True):
            self.styled(cell.paragraphs[0], "En-tête de tableau")
            self.text(cell.paragraphs[0], name)

    # The end.

    def note(self, note: Note) -> None:
        """A passage, at the place that its number leads to."""
        made = self.styled(self.document.add_paragraph(), "Passage")
        self._bookmark(made, f"note-{note.number}")
        self.text(made, f"{note.number}\t", bold=True, colour=self.look.accent)
        self.text(made, f"{prepare.note_place(note)}{NBSP}: ")
        self.text(made, prepare.note_quote(note), colour=self.look.soft)
        if note.judged:
            self.text(made, f" {note.judged}")
        if note.url:
            self.text(made, " ")
            self.link(made, prepare.SEE_PASSAGE, note.url)

    def living_address(self, address: str) -> None:
        """The address of the living version and its QR code."""
        made = self.styled(self.document.add_paragraph(), "Petit")
        self.text(made, f"Version à jour{NBSP}: ")
        self.link(made, address, address)
        code = self.styled(self.document.add_paragraph(), "Figure")
        self._picture(code, picture(prepare.qr_svg(address), 26), 26, f"Code QR{NBSP}: {address}")


def _flag(row: Any, tag: str) -> None:  # noqa: ANN401 - python-docx's private row type
    """Set an on/off property of a row."""
    row._tr.get_or_add_trPr().append(OxmlElement(tag))
