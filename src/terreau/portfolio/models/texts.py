"""Documents as received, the text drawn from them, and passages of that text.

Guarantees that a text layer never changes and that a passage's quote is the slice of its layer.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from terreau.portfolio.models.immutable import ImmutableModel
from terreau.portfolio.models.projects import Portfolio, PresentManager

CONTEXT_LENGTH = 32


class Document(models.Model):
    """A file as it was received; its bytes lie in the media folder under their SHA-256."""

    class Kind(models.TextChoices):
        DOSSIER = "dossier", "dossier"
        PUBLISHED = "published", "source publiée"
        NOTE = "note", "note"

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField("nom", max_length=255)
    title = models.CharField("titre", max_length=300, blank=True)
    kind = models.CharField("nature", max_length=10, choices=Kind)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("taille en octets")
    pages = models.PositiveIntegerField(null=True, blank=True)
    withdrawn = models.BooleanField("retiré", default=False)

    objects: ClassVar = PresentManager()
    everything: ClassVar = models.Manager()

    class Meta:
        ordering: ClassVar = ["portfolio", "kind", "name", "sha256"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["portfolio", "sha256"], name="document_once"),
        ]

    def __str__(self) -> str:
        return self.title or self.name


class TextLayer(ImmutableModel):
    """The text that one version of an extractor drew from one document's bytes.

    `page_starts` holds the offset at which each page begins, page 1 first; empty without pages.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="layers")
    extractor = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    text = models.TextField("texte")
    page_starts = models.JSONField("début de chaque page", default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["document", "extractor", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "extractor", "version"], name="text_layer_once"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How exports name the layer: extractor and version."""
        return f"{self.extractor} {self.version}"

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, of the character at `offset`; None where the format has no pages."""
        return bisect_right(self.page_starts, offset) or None


class Passage(ImmutableModel):
    """A stretch of a text layer, in Unicode code points, end excluded.

    The fields are those of the TextPositionSelector and TextQuoteSelector of the W3C Web
    Annotation model.
    """

    layer = models.ForeignKey(TextLayer, on_delete=models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField("début")
    end = models.PositiveIntegerField("fin")
    quote = models.TextField("citation")
    prefix = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    suffix = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["layer", "start", "end"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["layer", "start", "end"], name="passage_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="passage_not_empty"),
        ]

    def __str__(self) -> str:
        return self.quote

    @classmethod
    def of(cls, layer: TextLayer, start: int, end: int) -> Passage:
        """The unsaved passage of `layer` from `start` to `end`, with the page that it begins on.

        Raises ValueError when the offsets do not lie inside the text or enclose nothing.
        """
        text = layer.text
        if not 0 <= start < end <= len(text):
            raise ValueError(f"[{start}, {end}) is no stretch of a text of {len(text)} characters")
        return cls(
            layer=layer,
            start=start,
            end=end,
            quote=text[start:end],
            prefix=text[max(0, start - CONTEXT_LENGTH) : start],
            suffix=text[end : end + CONTEXT_LENGTH],
            page=layer.page_of(start),
        )
