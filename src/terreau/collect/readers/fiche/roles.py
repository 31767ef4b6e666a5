"""The roles that a contribution claims for its project, each with the passage that argues it.

Guarantees that the spelling is the source's, that each role is given once, and that a word that
only looks like a role (« connecter », « un connecteur électrique ») is not taken as certain.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from terreau.collect.readers.fiche.messages import doubt
from terreau.collect.readers.fiche.model import Doubt, ReadRole, RoleName, Span
from terreau.collect.readers.fiche.sentences import sentences
from terreau.collect.readers.fiche.words import Token, View, tokens, view
from terreau.collect.readers.markup import Kind, Layer
from terreau.territory.names import fold

# Read on folded text (no accents), just before the word.
_CLAIM = re.compile(
    r"\b(?:comme|en tant qu(?:e|')|tel(?:le)?s? (?:que|un)|role(?:s)?(?: \w+)? d(?:e|')"
    r"|fonction(?:s)? d(?:e|')|nature d(?:e|')|posture d(?:e|')|celui d(?:e|')"
    r"|(?P<plain>est(?: \w+)? une?|est(?: (?:egalement|aussi|avant tout|donc|ainsi))?)"
    r"|(?:agit|agissant|intervient)(?: [\w' ]{0,20}?)? en"
    r"|(?:se (?:pose|positionne|veut)|s'affirme) (?:en|comme)|joue(?: \w+){0,2} l(?:e|a|'))"
    r"[\s'\"«]*(?:une?\s+|l[ea]\s+|l'\s*|d'\s*)?"
    r"(?:(?:veritable|vrai|bon)e?\s+)?[\"«\s]*$"
)
_STRONG = re.compile(
    r"\b(?:role(?: \w+)? d(?:e|')|en tant qu(?:e|')|agit(?: [\w' ]{0,20}?)? comme)"
    r"\s*(?:une?\s+)?$"
)
_DENIED = re.compile(
    r"\b(?:n'est|ne sont|n'agit|ne joue|sans etre|plutot que|ni)\b[^.]{0,40}$|\bpas\b[\s\w']{0,15}$"
)
_AND = re.compile(r"\s*(?:,|et|ou|/|mais aussi|ainsi que)?\s*(?:(?:comme|d'|de|une?)\s*)*$")
_GOES_ON = frozenset({"entre", "car", "parce", "puisque", "puisqu'", "lorsque", "quand", "grace"})
WINDOW = 60  # code points before the word in which the claim stands
BARE = 2  # words after the role at most, for a sentence that claims without arguing


@dataclass(frozen=True, slots=True)
class _Hit:
    """A word read as a role."""

    notation: str
    word: Token
    sentence: int
    certain: bool


class RoleReader:
    """Reads the roles of the framework it is given."""

    def __init__(self, roles: Sequence[RoleName]) -> None:
        self._labels = [(fold(label), role.notation) for role in roles for label in role.labels]

    def read(
        self, layer: Layer, spans: Sequence[Span], where: str
    ) -> tuple[tuple[ReadRole, ...], list[Doubt]]:
        """The roles of the contribution, which stands in one or more spans (a page break)."""
        best: dict[str, ReadRole] = {}
        doubts: list[Doubt] = []
        for span in spans:
            cell = view(layer, *span)
            bold = [
                (cell.position(m.start), cell.position(m.end))
                for m in layer.within(Kind.BOLD, *span)
            ]
            bounds = sentences(cell.text)
            hits = list(self._hits(cell, bounds, bold))
            taken = frozenset(hit.sentence for hit in hits)
            for hit in hits:
                role = self._role(layer, cell, bounds, taken, hit)
                if hit.notation not in best or (role.certain and not best[hit.notation].certain):
                    best[hit.notation] = role
            doubts += self._unknown(cell, bold, hits, where)
        roles = tuple(sorted(best.values(), key=lambda role: role.spelling_span))
        doubts += [
            doubt(where, "role_uncertain", spelling=role.spelling)
            for role in roles
            if not role.certain
        ]
        if not roles:
            doubts.append(doubt(where, "no_role"))
        return roles, doubts

    def _hits(self, cell: View, bounds: Sequence[Span], bold: Sequence[Span]) -> Iterator[_Hit]:
        for rank, (start, end) in enumerate(bounds):
            last: _Hit | None = None
            for word in tokens(cell.text, start, end):
                named = self._named(word.folded)
                if named is None:
                    continue
                notation, exact = named
                before = fold(cell.text[max(start, word.start - WINDOW) : word.start])
                in_bold = any(b <= word.start and word.end <= e for b, e in bold)
                claimed = self._claims(cell.text, word, before, end) or (
                    last is not None
                    and last.certain
                    and bool(_AND.fullmatch(fold(cell.text[last.word.end : word.start])))
                )
                if not exact and not (claimed or in_bold):
                    continue  # a word that merely resembles, in plain use
                certain = (claimed or in_bold) and not _DENIED.search(before)
                last = _Hit(notation, word, rank, certain)
                yield last

    def _claims(self, text: str, word: Token, before: str, end: int) -> bool:
        """Whether the words before claim a role: « est un connecteur électrique » does not."""
        claim = _CLAIM.search(before)
        if claim is None or not claim["plain"]:
            return claim is not None
        after = tokens(text, word.end, end)[:1]
        if not after or text[word.end : after[0].start].strip():
            return True
        return after[0].link or after[0].folded in _GOES_ON

    def _named(self, word: str) -> tuple[str, bool] | None:
        """The notation of the role that a word spells, and whether it spells it right."""
        best: tuple[int, str] | None = None
        for label, notation in self._labels:
            if word in {label, f"{label}s"}:
                return notation, True
            limit = 2 if len(label) > 8 else 1
            for form in (label, f"{label}s"):
                # the ending tells the noun from the verb: « connecter » is no « connecteur »
                if word[-3:] != form[-3:] or abs(len(word) - len(form)) > limit:
                    continue
                distance = edits(word, form)
                if distance <= limit and (best is None or distance < best[0]):
                    best = (distance, notation)
        return None if best is None else (best[1], False)

    def _role(
        self,
        layer: Layer,
        cell: View,
        bounds: Sequence[Span],
        taken: frozenset[int],
        hit: _Hit,
    ) -> ReadRole:
        start, end = bounds[hit.sentence]
        following = hit.sentence + 1
        alone = following not in taken
        if len(tokens(cell.text, hit.word.end, end)) < BARE and following < len(bounds) and alone:
            end = bounds[following][1]
        spelled = cell.span(hit.word.start, hit.word.end)
        return ReadRole(
            hit.notation,
            layer.text[spelled[0] : spelled[1]],
            spelled,
            cell.span(start, end),
            hit.certain,
        )

    def _unknown(
        self, cell: View, bold: Sequence[Span], hits: Sequence[_Hit], where: str
    ) -> Iterator[Doubt]:
        """Bold nouns claimed as a role that the framework does not have."""
        read = {hit.word.start for hit in hits}
        for start, end in bold:
            for word in tokens(cell.text, start, end):
                if word.start in read or word.link or len(word.folded) < 5:
                    continue
                if _STRONG.search(fold(cell.text[max(0, word.start - WINDOW) : word.start])):
                    yield doubt(where, "role_unknown", spelling=word.text)


def edits(one: str, other: str) -> int:
    """Edit distance with transpositions of neighbours (optimal string alignment, Damerau 1964)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, char in enumerate(one, 1):
        older, before, row = before, row, [n]
        for m, against in enumerate(other, 1):
            best = min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (char != against))
            if n > 1 and m > 1 and char == other[m - 2] and one[n - 2] == against:
                best = min(best, older[m - 2] + 1)
            row.append(best)
    return row[-1]
