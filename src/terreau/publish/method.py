"""What a fiche rests on and what it does not say yet, in words: pure."""

from __future__ import annotations

from terreau.publish.document import Block, BulletList, Callout, ListItem, Paragraph, Section, rich
from terreau.publish.facts import SheetFacts
from terreau.publish.headlines import in_words
from terreau.territory.gazetteer import CREDIT as POSITIONS_CREDIT
from terreau.territory.outlines import CREDIT as OUTLINES_CREDIT

MAP_CREDIT = f"Carte : {POSITIONS_CREDIT} ; {OUTLINES_CREDIT}."


def method(facts: SheetFacts, judged_by: str, *, with_map: bool) -> tuple[Block, ...]:
    """How the fiche was made, who judged (where that is one and the same), and its sources."""
    said = [
        "Seuls les codages et les énoncés acceptés comptent dans cette fiche. Chacun renvoie au "
        "passage sur lequel il repose.",
        f"Chacun a été {judged_by}." if judged_by else "",
        _read({document.kind for document in facts.documents}),
    ]
    blocks: list[Block] = [Paragraph(rich(" ".join(words for words in said if words)))]
    sources = [
        f"Référentiel : {facts.scheme_title}. {facts.scheme_source}",
        f"Portefeuille : {facts.portfolio}. {facts.portfolio_source}",
    ]
    if facts.source:
        sources.append(f"Intitulé de l’ambition : {facts.source}")
    if with_map:
        sources.append(MAP_CREDIT)
    blocks.append(BulletList(tuple(ListItem(rich(sentence(source))) for source in sources)))
    return tuple(blocks)


def _read(kinds: set[str]) -> str:
    """Which kinds of document the fiche rests on; nothing where there is none."""
    if not kinds:
        return ""
    if "dossier" in kinds:
        return "Les affirmations reposent sur des dossiers et sur les sources citées ici."
    if kinds == {"note"}:
        on = "nos notes, écrites d’après la source citée ici"
    elif kinds == {"published"}:
        on = "des sources publiées"
    else:
        on = "des sources publiées et sur des notes"
    return f"Aucun dossier n’a été lu : les affirmations reposent sur {on}."


def gaps(facts: SheetFacts) -> tuple[Section, ...]:
    """What the fiche does not say yet: unknown is shown, never taken for « no »."""
    projects = facts.projects
    total = len(projects)
    if not total:
        text = "Cette page se remplira quand un projet sera rattaché à l’ambition."
        empty = Callout("Aucun projet.", rich(text), "empty")
        return (Section("projets", "Les projets", (empty,)),)
    lines = [
        _gap(
            sum(not one.places for one in projects),
            total,
            "n’indique pas de lieu",
            "n’indiquent pas de lieu",
        ),
        _gap(
            sum(not one.roles for one in projects),
            total,
            "n’a pas de rôle établi",
            "n’ont pas de rôle établi",
        ),
        _gap(
            sum(not one.actors for one in projects),
            total,
            "ne cite aucun acteur",
            "ne citent aucun acteur",
        ),
    ]
    bare = [enjeu.label for enjeu in facts.enjeux if not enjeu.projects]
    if bare:
        lines.append(f"Aucun projet ne répond encore à : {', '.join(bare)}.")
    said = [line for line in lines if line]
    if not said:
        return ()
    gap = Callout("Ce que la fiche ne dit pas encore.", rich(" ".join(said)))
    return (Section("limites", "Limites", (gap,)),)


def _gap(count: int, total: int, one: str, many: str) -> str:
    if not count:
        return ""
    projects = "projet" if count == 1 else "projets"
    verb = one if count == 1 else many
    return f"{in_words(count).capitalize()} {projects} sur {in_words(total)} {verb}."


def sentence(text: str) -> str:
    """The text with a full stop where it has no end."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
