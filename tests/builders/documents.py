"""Documents whose text is known, made in the formats that people send."""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import docx
import typst
from PIL import Image, ImageDraw

PARAGRAPHS = (
    "La commune a confié à une association d’habitants l’animation d’un verger partagé, dont les "
    "récoltes approvisionnent la cantine scolaire et l’épicerie solidaire du quartier.",
    "L’expérimentation, engagée en Nouvelle-Aquitaine, vérifie que l’accompagnement personnalisé "
    "réduit l’isolement des agriculteurs, même pendant les périodes d’intense activité.",
    "Les bénéficiaires témoignent d’une amélioration sensible : 68 % d’entre eux déclarent avoir "
    "modifié leurs habitudes d’approvisionnement, « sans effort particulier », œuvre commune.",
    "Vingt-deux établissements ont contribué à l’évaluation des conséquences environnementales ; "
    "l’efficacité de l’affinage et la flore ont fait l’objet d’un suivi officiel.",
)
ROWS = (
    ("Poste", "Montant prévu", "Montant réalisé"),
    ("Études préalables", "12 500,00 €", "11 870,40 €"),
    ("Équipement mutualisé", "48 000,00 €", "51 230,00 €"),
)
NOTE = "Données arrêtées au 31 décembre, hors contributions volontaires."
HEADER = "Bilan annuel du verger partagé"


@dataclass(frozen=True)
class Source:
    """The words of a document, in order: paragraphs, a table after every tenth, a note."""

    paragraphs: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """All the words that a reader must find, table and note included."""
        text = [*self.paragraphs]
        for _ in range(len(self.paragraphs) // 10):
            text += [cell for row in ROWS for cell in row]
        return " ".join([*text, NOTE]).split()


def source(count: int) -> Source:
    """A source of `count` numbered paragraphs; about seven make a page."""
    return Source(
        tuple(f"Action {n}. {PARAGRAPHS[n % len(PARAGRAPHS)]}" for n in range(1, count + 1))
    )


TEMPLATE = """
#let given = json(bytes(sys.inputs.given))
#set text(lang: "fr", size: 10pt, hyphenate: true)
#set page(paper: "a4", header: align(center, given.header),
  footer: context align(center)[#counter(page).display() / #counter(page).final().first()],
  columns: given.columns)
#set par(justify: true)
#for (rank, words) in given.paragraphs.enumerate() {
  par(text(words) + if rank == 0 { footnote(given.note) })
  if calc.rem(rank, 10) == 9 {
    table(columns: 3, ..given.rows.flatten())
  }
}
"""


def compiled(template: str, **given: object) -> bytes:
    """A PDF from a Typst template that reads `given`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "source.typ"
        path.write_text(template, encoding="utf-8")
        made = typst.compile(path, format="pdf", sys_inputs={"given": json.dumps(given)})
    assert isinstance(made, bytes)
    return made


def pdf(given: Source, columns: int = 1) -> bytes:
    """A PDF with a header, numbered pages, ruled tables, a note and words cut at line ends."""
    return compiled(
        TEMPLATE,
        header=HEADER,
        columns=columns,
        paragraphs=given.paragraphs,
        note=NOTE,
        rows=ROWS,
    )


def scan(pages: int = 2) -> bytes:
    """A PDF of pictures of text."""
    images = []
    for number in range(pages):
        image = Image.new("L", (620, 877), 255)
        ImageDraw.Draw(image).text((60, 80), f"Page {number + 1}", fill=0)
        images.append(image)
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:])
    return buffer.getvalue()


def docx_file(given: Source) -> bytes:
    """A DOCX with tables; its note is the last paragraph."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = HEADER
    for rank, paragraph in enumerate(given.paragraphs):
        document.add_paragraph(paragraph)
        if rank % 10 == 9:
            table = document.add_table(rows=0, cols=3)
            for row in ROWS:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    document.add_paragraph(NOTE)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


ODT_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
ODT_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)


def odt_file(given: Source) -> bytes:
    """An ODT with tables and a footnote."""
    body = []
    for rank, paragraph in enumerate(given.paragraphs):
        note = (
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            f"<text:note-body><text:p>{escape(NOTE)}</text:p></text:note-body></text:note>"
            if rank == 0
            else ""
        )
        body.append(f"<text:p>{escape(paragraph)}{note}</text:p>")
        if rank % 10 == 9:
            rows = "".join(
                "<table:table-row>"
                + "".join(
                    f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>"
                    for cell in row
                )
                + "</table:table-row>"
                for row in ROWS
            )
            body.append(f"<table:table>{rows}</table:table>")
    return odt_of("".join(body))


def odt_of(body: str, before: str = "", styles: str = "") -> bytes:
    """An ODT of this body, in XML; `before` stands before its root."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {ODT_NAMES}>'
        f"{styles}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", ODT_MEDIA_TYPE)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_of(body: str, before: str = "", **parts: str) -> bytes:
    """A DOCX of this body, in XML; other parts of `word/` by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{W}">'
            f"<w:body>{body}</w:body></w:document>",
        )
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{xml}</w:{name}>')
    return buffer.getvalue()
