"""What the fiche says of the ambition itself: levers, challenges, sectors and kinds of actor.

Guarantees that a statement's span is the stretch of the text that says it.
"""

import re
from collections.abc import Iterator, Sequence

from terreau.collect.readers.fiche.layout import Outline
from terreau.collect.readers.fiche.messages import doubt
from terreau.collect.readers.fiche.model import Doubt, ReadStatement, StatementKind
from terreau.collect.readers.fiche.words import View, tidy, view
from terreau.collect.readers.markup import Kind, Layer, Mark
from terreau.territory.names import fold

LEVERS_WHERE = "Leviers et défis"
_HELD_BACK = re.compile(
    r"[,;]?\s*\b(?P<clause>(?:mais(?! (?:egalement|aussi|encore|surtout))|toutefois|cependant"
    r"|pourtant|bien que|malgre|meme si)\b"
    r"(?=.{0,200}\b(?:heurt|contraint|difficult|frein|manqu|obstacle|limit|insuffisan|fragil))"
    r".*)$",
    re.DOTALL,
)
_OBJECT = re.compile(r"\bheurt\w+(?: \w+)? (?:a|aux?) (?P<object>.+)$", re.DOTALL)
_OF = r"(?:d[eu]s?|de la|de l'|d')\s*"
_NAMED = re.compile(
    rf"\b(?P<head>acteurs?|secteurs?|filieres?)\s+{_OF}[^,.;:()]+?"
    rf"(?:(?:,| et)\s+{_OF}[^,.;:()]+?)*?"
    r"(?=[.;:()]|\s+et\s+(?:les?\b|la\b|l')|,(?!\s*d[e'u])|$|\s+(?:qui|dans|pour|afin|ainsi|autour|sur|ont|est|sont)\b)"
)
_NEXT = re.compile(r"(?:,| et)\s+(?=d[eu]s?\s|d')")


def read_statements(
    layer: Layer, outline: Outline
) -> tuple[tuple[ReadStatement, ...], list[Doubt]]:
    """The statements of a fiche, in the order of the text, and what is missing."""
    found: list[ReadStatement] = []
    doubts: list[Doubt] = []
    seen = False
    for heading, blocks in outline.parts:
        title = fold(layer.quote(heading.start, heading.end)) if heading else ""
        if "filiere" in title and "acteur" in title:
            found += _context(layer, blocks)
        elif kind := _kind_of_part(title):
            seen = True
            items = [block for block in blocks if block.kind is Kind.ITEM]
            if not items:
                doubts.append(doubt(LEVERS_WHERE, "levers_without_list"))
            for item in items:
                found += _item(view(layer, item.start, item.end), layer, kind)
    if not seen:
        doubts.append(doubt(LEVERS_WHERE, "levers_missing"))
    return tuple(sorted(found, key=lambda said: (said.span, said.kind))), doubts


def _kind_of_part(title: str) -> StatementKind | None:
    if "levier" in title:
        return "lever"
    return (
        "challenge" if re.search(r"\b(?:defis?|freins?|difficultes?|obstacles?)\b", title) else None
    )


def _item(item: View, layer: Layer, kind: StatementKind) -> Iterator[ReadStatement]:
    """A lever, and what holds it back where the item itself says so."""
    folded = fold(item.text)
    held = _HELD_BACK.search(folded) if kind == "lever" and len(folded) == len(item.text) else None
    end = held.start() if held else len(item.text)
    yield _said(kind, item, layer, 0, end)
    if held is None:
        return
    thing = _OBJECT.search(folded, held.start("clause"))
    span = item.span(held.start("clause"), len(item.text.rstrip()))
    words = item.span(thing.start("object") if thing else held.start("clause"), len(item.text))
    yield ReadStatement("challenge", tidy(layer.text[words[0] : words[1]]), span)


def _said(kind: StatementKind, item: View, layer: Layer, start: int, end: int) -> ReadStatement:
    inner = item.text[start:end].rstrip(" ,;")
    span = item.span(start, start + len(inner))
    return ReadStatement(kind, tidy(layer.text[span[0] : span[1]]), span)


def _context(layer: Layer, blocks: Sequence[Mark]) -> Iterator[ReadStatement]:
    """Sectors and kinds of actor that the context paragraph names as such."""
    for block in blocks:
        text = view(layer, block.start, block.end)
        folded = fold(text.text)
        if len(folded) != len(text.text):
            folded = text.text.lower()
        bold = [(m.start, m.end) for m in layer.within(Kind.BOLD, block.start, block.end)]
        for named in _NAMED.finditer(folded):
            head = named["head"]
            kind: StatementKind = "actor_kind" if head.startswith("acteur") else "sector"
            for rank, (start, end) in enumerate(_parts(folded, named.start("head"), named.end())):
                span = text.span(start, end)
                words = tidy(layer.text[span[0] : span[1]])
                wording = words if rank == 0 else f"{_as_written(text, named)} {words}"
                firm = rank == 0 or any(b <= span[0] and span[1] <= e for b, e in bold)
                yield ReadStatement(kind, wording, span, certain=firm)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """« acteurs du sport, de la culture et des médias »: the three members."""
    for sign in _NEXT.finditer(text, start, end):
        yield start, sign.start()
        start = sign.end()
    yield start, end


def _as_written(text: View, named: re.Match[str]) -> str:
    return tidy(text.text[named.start("head") : named.end("head")])
