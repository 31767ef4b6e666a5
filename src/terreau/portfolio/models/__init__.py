"""The shared records, one module per subject."""

from terreau.portfolio.models.actors import Organisation, Participation
from terreau.portfolio.models.judgements import (
    Coding,
    Judgement,
    JudgementPassage,
    Statement,
    evidence_ahead,
    standing,
)
from terreau.portfolio.models.mentions import Location, Mention, Nature, Resolution
from terreau.portfolio.models.projects import Call, Grant, Place, Portfolio, Project, shown
from terreau.portfolio.models.texts import Document, Passage, TextLayer
from terreau.portfolio.models.values import FieldValue

__all__ = [
    "Call",
    "Coding",
    "Document",
    "FieldValue",
    "Grant",
    "Judgement",
    "JudgementPassage",
    "Location",
    "Mention",
    "Nature",
    "Organisation",
    "Participation",
    "Passage",
    "Place",
    "Portfolio",
    "Project",
    "Resolution",
    "Statement",
    "TextLayer",
    "evidence_ahead",
    "shown",
    "standing",
]
