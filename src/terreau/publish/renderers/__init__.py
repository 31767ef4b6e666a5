"""The formats of a fiche: each renderer turns the one document model into the bytes of a file.

Same fiche, same bytes. To add a format: one module with a `render(fiche) -> bytes`, one entry here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from terreau.publish.document import Fiche
from terreau.publish.renderers import docx, html, pdf


@dataclass(frozen=True, slots=True)
class Renderer:
    """A format: its name, its file extension, its media type and the function that makes it."""

    name: str
    extension: str
    media_type: str
    render: Callable[[Fiche], bytes]


RENDERERS: Final[dict[str, Renderer]] = {
    renderer.name: renderer
    for renderer in (
        Renderer("html", ".html", "text/html; charset=utf-8", html.render),
        Renderer("pdf", ".pdf", "application/pdf", pdf.render),
        Renderer(
            "docx",
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx.render,
        ),
    )
}
