"""An OpenDocument text written by hand: content, styles with header and footer, metadata."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from scripts.fictif.documents.packing import pack
from scripts.fictif.documents.sheet import Row, Sheet

MIME = "application/vnd.oasis.opendocument.text"
_SPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("meta", "meta"),
            ("manifest", "manifest"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def odt(sheet: Sheet) -> bytes:
    """The bytes of an ODT; `mimetype` comes first and is stored, as the standard asks."""
    return pack(
        (
            ("mimetype", MIME.encode()),
            ("content.xml", _content(sheet)),
            ("styles.xml", _styles(sheet)),
            ("meta.xml", _meta(sheet)),
            ("META-INF/manifest.xml", _manifest()),
        ),
        stored=frozenset({"mimetype"}),
    )


def _content(sheet: Sheet) -> bytes:
    inside = "".join(_body(sheet))
    columns = (
        '<style:style style:name="Col" style:family="section"><style:section-properties>'
        '<style:columns fo:column-count="2" fo:column-gap="0.8cm"/>'
        "</style:section-properties></style:style>"
    )
    if sheet.layout == "colonnes":
        inside = f'<text:section text:style-name="Col" text:name="Corps">{inside}</text:section>'
    return (
        f'{_HEAD}<office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{columns}</office:automatic-styles>"
        f"<office:body><office:text>{_heading(sheet.name, 1)}{inside}</office:text></office:body>"
        "</office:document-content>"
    ).encode()


def _body(sheet: Sheet) -> Iterator[str]:
    if sheet.layout == "encadre":
        yield _table("Fiche", sheet.fields)
    else:
        yield from (_paragraph(f"{label}\u00a0: {value}") for label, value in sheet.fields)
    for heading, paragraphs in sheet.sections:
        if heading:
            yield _heading(heading, 2)
        yield from map(_paragraph, paragraphs)
    for title, rows in (("Partenaires", sheet.partners), ("Budget", sheet.budget)):
        if rows:
            yield _heading(title, 2)
            yield _table(title, rows)


def _heading(text: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{escape(text)}</text:h>'


def _paragraph(text: str) -> str:
    return f"<text:p>{escape(text)}</text:p>"


def _table(name: str, rows: tuple[Row, ...]) -> str:
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string">{_paragraph(cell)}</table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    return f'<table:table table:name="{name}">{columns}{lines}</table:table>'


def _styles(sheet: Sheet) -> bytes:
    page = "<text:page-number>1</text:page-number>"
    return (
        f'{_HEAD}<office:document-styles {_SPACES} office:version="1.3"><office:styles/>'
        '<office:automatic-styles><style:page-layout style:name="A4">'
        '<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
        'fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>'
        "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="A4">'
        f"<style:header>{_paragraph(f'{sheet.code} — {sheet.title}')}</style:header>"
        f"<style:footer><text:p>{escape(sheet.notice)} — page {page}</text:p></style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    ).encode()


def _meta(sheet: Sheet) -> bytes:
    return (
        f'{_HEAD}<office:document-meta {_SPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(sheet.title)} — {escape(sheet.name)}</dc:title>"
        f"<meta:creation-date>{sheet.day.isoformat()}T00:00:00</meta:creation-date>"
        "</office:meta></office:document-meta>"
    ).encode()


def _manifest() -> bytes:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", MIME),
            ("content.xml", "text/xml"),
            ("styles.xml", "text/xml"),
            ("meta.xml", "text/xml"),
        )
    )
    return (
        f'{_HEAD}<manifest:manifest {_SPACES} manifest:version="1.3">{entries}</manifest:manifest>'
    ).encode()
