"""Puts decisions of the desk in French: what was asked, what was answered, by whom and when."""

from __future__ import annotations

from django.utils import timezone

from terreau.portfolio.models import Judgement, Location, Nature, Resolution

Relation = Resolution.Relation


def asked(judgement: Judgement) -> str:
    """What the judgement is about, named as written."""
    match judgement.kind:
        case Judgement.Kind.LOCATION:
            row: Location = judgement.location
            return f"«\u00a0{row.words}\u00a0» ({row.get_relation_display()})"
        case Judgement.Kind.NATURE:
            return f"«\u00a0{judgement.nature.organisation.name}\u00a0»"
    said: Resolution = judgement.resolution
    if said.mention is not None:
        return f"«\u00a0{said.mention.words}\u00a0»"
    names = [one.name for one in (said.body, said.organisation) if one is not None]
    return " et ".join(f"«\u00a0{name}\u00a0»" for name in names)


def answered(judgement: Judgement) -> str:
    """What was answered, in a few words."""
    match judgement.kind:
        case Judgement.Kind.LOCATION:
            row: Location = judgement.location
            return f"{row.territory.name}" if row.territory else "aucun territoire à code"
        case Judgement.Kind.NATURE:
            nature: Nature = judgement.nature
            return nature.concept.display
    said: Resolution = judgement.resolution
    if said.mention is None:
        return PAIRS[Relation(said.relation)]
    if said.organisation is None:
        return "aucun organisme"
    return f"c’est «\u00a0{said.organisation.name}\u00a0»"


PAIRS = {
    Relation.SAME: "le même organisme",
    Relation.DIFFERENT: "deux organismes",
    Relation.BRANCH: "le premier est une antenne du second",
    Relation.UNSURE: "indécis",
}


def day(judgement: Judgement) -> str:
    """The day of a judgement, where this instance is."""
    return timezone.localtime(judgement.at).strftime("%d/%m/%Y")


def who(judgement: Judgement) -> str:
    """What was answered, by whom and on which day."""
    return f"{answered(judgement)}, dit {judgement.by.name} le {day(judgement)}"


def told(judgement: Judgement) -> str:
    """What was taken back, as a sentence says it."""
    return f"{asked(judgement)}\u00a0: «\u00a0{answered(judgement)}\u00a0» est annulé."
