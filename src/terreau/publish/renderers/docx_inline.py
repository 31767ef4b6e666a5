"""What stands inside a paragraph of a DOCX: words, links, note numbers, signs and pictures."""

import io
from functools import cache
from typing import Final

import typst
from docx.document import Document as DocumentType
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from terreau.publish.document import Link, NoteRef, RichText, RoleMark
from terreau.publish.renderers.docx_package import bookmark_name
from terreau.publish.renderers.docx_styles import Look
from terreau.publish.renderers.pdf import fonts
from terreau.web import tokens
from terreau.web.signs import sign_svg
from terreau.web.typography import NBSP

DOTS_PER_INCH: Final = 200
SIGN_MM: Final = 3.1
_DECORATIVE: Final = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)

# In the order of the schema: what may follow `w:pBdr`; past the first, what may follow `w:shd`.
_AFTER_BORDERS: Final = (
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
)


@cache
def picture(svg: str, width_mm: float) -> bytes:
    """The PNG of an SVG, `width_mm` wide at 200 dots per inch, on white."""
    page = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
        f'#image(bytes(sys.inputs.svg), format: "svg", width: {width_mm}mm)'
    )
    result = typst.compile(
        page.encode(),
        format="png",
        ppi=DOTS_PER_INCH,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"svg": svg},
    )
    assert isinstance(result, bytes)  # noqa: S101 - one page, one picture
    return result


class Inline:
    """Adds parts to a document, in order; keeps the numbers of its bookmarks."""

    def __init__(self, document: DocumentType, look: Look) -> None:
        self.document = document
        self.look = look
        self._bookmarks = 0
        self._styles: dict[str, str | None] = {}

    # Paragraphs and what they are made of.

    def paragraph(self, text: RichText, style: str, into: _Cell | None = None) -> DocxParagraph:
        """A paragraph at the end of the document, or of a cell."""
        made = self.styled((into or self.document).add_paragraph(), style)
        self.rich(made, text)
        return made

    def styled(self, made: DocxParagraph, style: str) -> DocxParagraph:
        """The paragraph, given a style by its name; each name is looked up once a document."""
        if style in self._styles:
            made._p.style = self._styles[style]
        else:
            made.style = style
            self._styles[style] = made._p.style
        return made

    def rich(self, into: DocxParagraph, text: RichText) -> None:
        """Add a rich text to a paragraph."""
        for run in text:
            if isinstance(run, NoteRef):
                self.note_ref(into, run.number)
            elif isinstance(run, RoleMark):
                self.role(into, run)
            elif isinstance(run, Link):
                self.link(into, run.text, run.url)
            else:
                self.text(into, run.text, bold=run.strong, italic=run.emphasis)

    def text(
        self,
        into: DocxParagraph,
        words: str,
        *,
        bold: bool = False,
        italic: bool = False,
        colour: str | None = None,
    ) -> None:
        """Add words; what the style says stands where nothing is asked."""
        run = into.add_run(words)
        if bold:
            run.bold = True
        if italic:
            run.italic = True
        if colour is not None:
            run.font.color.rgb = RGBColor.from_string(colour)

    def role(self, into: DocxParagraph, mark: RoleMark) -> None:
        """A role's sign (a decoration: the label says it) and its label."""
        colour = tokens.role(mark.notation).light.ink
        data = picture(sign_svg(mark.notation, colour), SIGN_MM)
        self._picture(into, data, SIGN_MM, alt=None)
        self.text(into, f"{NBSP}{mark.label}", bold=True, colour=colour.removeprefix("#").upper())

    def note_ref(self, into: DocxParagraph, number: int) -> None:
        """A raised number that leads to the note."""
        self._linked(into, {qn("w:anchor"): bookmark_name(f"note-{number}")}, str(number), "raised")

    def link(self, into: DocxParagraph, words: str, address: str) -> None:
        """Words that lead to an address."""
        ident = into.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        self._linked(into, {qn("r:id"): ident}, words, "underlined")

    def field(self, into: DocxParagraph, code: str) -> None:
        """A field that the reader's program fills: PAGE, NUMPAGES."""
        made = OxmlElement("w:fldSimple")
        made.set(qn("w:instr"), code)
        run, words = OxmlElement("w:r"), OxmlElement("w:t")
        words.text = "1"
        run.append(words)
        made.append(run)
        into._p.append(made)

    def _linked(self, into: DocxParagraph, target: dict[str, str], words: str, manner: str) -> None:
        link = OxmlElement("w:hyperlink")
        for name, value in target.items():
            link.set(name, value)
        link.set(qn("w:history"), "1")
        into._p.append(link)
        run = into.add_run(words)
        link.append(run._r)
        if manner == "raised":
            run.font.superscript = True
            run.font.color.rgb = RGBColor.from_string(self.look.soft)
        else:
            run.font.underline = True

    def _bookmark(self, into: DocxParagraph, name: str) -> None:
        """Make the paragraph a place that links lead to."""
        self._bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self._bookmarks))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), bookmark_name(name))
            into._p.append(mark)

    def _picture(self, into: DocxParagraph, data: bytes, width_mm: float, alt: str | None) -> None:
        """A picture with its alternative text; None says that it is a decoration."""
        shape = into.add_run().add_picture(io.BytesIO(data), width=Mm(width_mm))
        for side in ("distT", "distB", "distL", "distR"):
            shape._inline.set(side, "0")
        properties = shape._inline.docPr
        properties.set("name", f"Image {properties.get('id')}")
        if alt is None:
            properties.set("descr", "")
            properties.append(parse_xml(_DECORATIVE))
        else:
            properties.set("descr", alt)

    def _shade(self, into: DocxParagraph, fill: str, borders: dict[str, tuple[str, int]]) -> None:
        """A ground and borders (side: colour, eighths of a point) for a paragraph."""
        shape = into._p.get_or_add_pPr()
        frame = OxmlElement("w:pBdr")
        for side, (colour, size) in borders.items():
            border = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", size), ("space", 8), ("color", colour)):
                border.set(qn(f"w:{name}"), str(value))
            frame.append(border)
        ground = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
            ground.set(qn(f"w:{name}"), str(value))
        shape.insert_element_before(frame, *_AFTER_BORDERS)
        shape.insert_element_before(ground, *_AFTER_BORDERS[1:])
