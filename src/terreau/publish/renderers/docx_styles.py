"""The styles of a DOCX fiche: named, in French, reusable by whoever edits the file."""

from dataclasses import dataclass
from typing import Final

from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from terreau.web import tokens

SERIF: Final = tokens.SERIF
SANS: Final = tokens.SANS


TABLE: Final = "Tableau de fiche"
_TABLE: Final = """<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 w:type="table" w:customStyle="1" w:styleId="TableauDeFiche">
<w:name w:val="Tableau de fiche"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
<w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{line}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders>
<w:tblCellMar><w:top w:w="85" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
<w:bottom w:w="85" w:type="dxa"/><w:right w:w="200" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{ink}"/></w:tcBorders></w:tcPr>
</w:tblStylePr></w:style>"""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a fiche on paper, as RRGGBB."""

    ink: str
    soft: str
    line: str
    accent: str
    tint: str
    band: str
    on_band: str

    @classmethod
    def of(cls, position: int) -> "Look":
        """The colours of the ambition at `position`."""
        hue = tokens.ambition(position).light
        values = (
            tokens.INK,
            tokens.SOFT,
            tokens.LINE,
            hue.ink,
            hue.tint,
            hue.band,
            hue.on_band,
        )
        return cls(*(value.removeprefix("#").upper() for value in values))


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    font: str
    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 6
    spacing: float = 1.15
    keep: bool = False
    base: str = "Normal"


def _styles(look: Look) -> tuple[_Style, ...]:
    return (
        _Style("Normal", SERIF, 10.5, look.ink, base=""),
        _Style("Title", SERIF, 26, look.on_band, True, after=10, spacing=1.0),
        _Style("Heading 1", SERIF, 18, look.ink, True, before=26, after=8, spacing=1.0, keep=True),
        _Style("Heading 2", SERIF, 12.5, look.ink, True, before=14, after=5, spacing=1, keep=True),
        _Style("Header", SANS, 9.5, look.soft, after=0, spacing=1),
        _Style("Footer", SANS, 9.5, look.soft, after=0, spacing=1),
        _Style("Caption", SANS, 9.5, look.soft, before=3, after=10, spacing=1.1),
        _Style("List Bullet", SERIF, 10.5, look.ink, after=4),
        _Style("Surtitre du bandeau", SANS, 10, look.on_band, True, before=10, after=4),
        _Style("Chapeau", SERIF, 15, look.ink, before=12, after=12, spacing=1.2),
        _Style("Chiffre", SERIF, 24, look.ink, True, before=6, after=2, spacing=1),
        _Style("Légende de chiffre", SANS, 9.5, look.soft, after=6, spacing=1.1),
        _Style("Titre de figure", SANS, 10, look.ink, True, before=8, after=4, keep=True),
        _Style("Figure", SANS, 9.5, look.ink, after=2, spacing=1, keep=True),
        _Style("Tableau", SANS, 9.5, look.ink, after=3, spacing=1.12),
        _Style("En-tête de tableau", SANS, 9.5, look.ink, True, after=3, spacing=1),
        _Style("Nom de projet", SERIF, 11.5, look.ink, True, after=2, spacing=1.05),
        _Style("Encadré", SANS, 10, look.ink, before=6, after=6),
        _Style("Passage", SANS, 9.5, look.ink, after=4, spacing=1.1),
        _Style("Petit", SANS, 9.5, look.soft, before=4, after=4, spacing=1.1),
    )


def apply_styles(document: DocumentType, look: Look) -> None:
    """Give the document its styles, and French as its language."""
    _defaults(document)
    for wanted in _styles(look):
        _apply(document, wanted)
    _kicker(document, look)
    document.styles.element.append(parse_xml(_TABLE.format(line=look.line, ink=look.ink)))
    passage = document.styles["Passage"]
    assert isinstance(passage, ParagraphStyle)  # noqa: S101 - created just above as one
    passage.paragraph_format.left_indent = Mm(9)
    passage.paragraph_format.first_line_indent = Mm(-9)
    passage.paragraph_format.tab_stops.add_tab_stop(Mm(9))
    footer = document.styles["Footer"]
    assert isinstance(footer, ParagraphStyle)  # noqa: S101 - the template's own
    for tabs in footer.element.get_or_add_pPr().findall(qn("w:tabs")):
        footer.element.pPr.remove(tabs)
    footer.paragraph_format.tab_stops.add_tab_stop(Mm(168), WD_TAB_ALIGNMENT.RIGHT)


def _apply(document: DocumentType, wanted: _Style) -> None:
    names = {style.name for style in document.styles}
    if wanted.name in names:
        style = document.styles[wanted.name]
    else:
        style = document.styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
        style.quick_style = True
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - every name above is a paragraph's
    if wanted.base and wanted.base != wanted.name:
        style.base_style = document.styles[wanted.base]
    font = style.font
    font.size, font.bold, font.italic = Pt(wanted.size), wanted.bold, wanted.italic
    font.color.rgb = RGBColor.from_string(wanted.colour)
    _typeface(style, wanted.font)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(wanted.before), Pt(wanted.after)
    shape.line_spacing = wanted.spacing
    shape.keep_with_next = wanted.keep
    shape.widow_control = True
    _no_border(style)


def _kicker(document: DocumentType, look: Look) -> None:
    """The character style of the words above a heading."""
    style = document.styles.add_style("Surtitre", WD_STYLE_TYPE.CHARACTER)
    assert isinstance(style, CharacterStyle)  # noqa: S101 - just created as one
    style.font.size, style.font.bold = Pt(10), True
    style.font.color.rgb = RGBColor.from_string(look.accent)
    _typeface(style, SANS)


def _typeface(style: CharacterStyle, name: str) -> None:
    """One typeface for every script, in place of the theme's."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def _no_border(style: ParagraphStyle) -> None:
    """Take away the rule that the template draws under titles."""
    shape = style.element.get_or_add_pPr()
    for border in shape.findall(qn("w:pBdr")):
        shape.remove(border)


def _defaults(document: DocumentType) -> None:
    """French and hyphenated, with its typefaces inside."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    language = None if defaults is None else next(defaults.iter(qn("w:lang")), None)
    if language is not None:
        language.set(qn("w:val"), "fr-FR")
    settings = document.settings.element
    hyphens = OxmlElement("w:autoHyphenation")
    hyphens.set(qn("w:val"), "1")
    zoom = settings.find(qn("w:zoom"))
    if zoom is not None:
        zoom.addnext(OxmlElement("w:embedTrueTypeFonts"))
    tabs = settings.find(qn("w:defaultTabStop"))
    if tabs is not None:
        tabs.addnext(hyphens)
    theme = settings.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), "fr-FR")
