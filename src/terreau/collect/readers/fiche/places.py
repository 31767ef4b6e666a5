"""The places that a row names, told seats from places of action.

Guarantees that a place given as certain bears one code of the gazetteer; a partner's place
(« Ville de … ») is never read as the project's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from terreau.collect.readers.fiche.messages import doubt
from terreau.collect.readers.fiche.model import Doubt, ReadPlace, Relation, Span
from terreau.collect.readers.fiche.words import View, tidy, view
from terreau.collect.readers.markup import Layer
from terreau.territory.gazetteer import Entry, Gazetteer, Level

_PLACE = re.compile(
    r"(?<![\w'-])(?:(?P<seat>[Bb]asée?s?|[Dd]omiciliée?s?|siège (?:social )?(?:est|se trouve))\s+"
    r"|(?P<stands>[Ii]mplantée?s?|[Ii]nstallée?s?|[Ss]ituée?s?)\s+)?"
    r"(?P<prep>A|À|à|[Aa]ux?|[Ee]n|[Dd]ans|[Ss]ur)\s+(?=(?:l[ea]s?\s|l')?[A-ZÀ-ÖØ-ÞŒ])"
)
_AREA = re.compile(r"(?:l[ea]s?\s|l')(?:[A-ZÀ-ÖØ-ÞŒ][\w'-]*[a-zà-ÿœ][\w'-]*(?:\s|(?=,)|$))+")
_THEN = re.compile(r"\s*,?\s*(?:en|dans (?:l[ea]s?\s|l')?)\s*")
_CODE = re.compile(r"\s*\(\s*(\d{2,3}|2[AB])\s*\)")
_AND = re.compile(r"\s*(,|et)\s+(?:à\s+)?")
_LEVELS: dict[str, tuple[Level, ...]] = {
    "a": (Level.COMMUNE, Level.EPCI),
    "en": (Level.DEPARTEMENT, Level.REGION),
    "dans": (Level.DEPARTEMENT, Level.REGION, Level.EPCI),
    "sur": (Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT),
}
MUCH_MORE = 20  # times as many inhabitants: then the bigger of two namesakes is meant
_REGION = re.compile(r"[Rr]égion\s+(?=[A-ZÀ-Þ])")


@dataclass(frozen=True, slots=True)
class Reading:
    """Places and what is doubtful about them."""

    places: tuple[ReadPlace, ...]
    doubts: tuple[Doubt, ...]


def region_of(layer: Layer, gazetteer: Gazetteer) -> str | None:
    """The code of the région that the document names first, as « Région X »."""
    whole = view(layer, 0, len(layer.text))
    for found in _REGION.finditer(whole.text):
        matched = gazetteer.match_prefix(
            whole.text[found.end() : found.end() + 80], levels=[Level.REGION]
        )
        if matched is not None:
            return matched.entries[0].code
    return None


def read_places(
    layer: Layer,
    descriptions: Sequence[Span],
    contributions: Sequence[Span],
    where: str,
    finder: "Finder",
) -> Reading:
    """The places of one row; the contribution counts where the description names none."""
    for spans in (descriptions, contributions):
        found = [item for span in spans for item in finder.search(layer, span, where)]
        places = _distinct([place for place, _ in found], finder.gazetteer)
        if places:
            kept = {place.words for place in places}
            doubts = tuple(d for place, d in found if d is not None and place.words in kept)
            if not any(place.certain for place in places):
                doubts = (*doubts, doubt(where, "no_place"))
            return Reading(tuple(places), doubts)
    return Reading((), (doubt(where, "no_place"),))


def _distinct(places: list[ReadPlace], gazetteer: Gazetteer) -> list[ReadPlace]:
    """Each territory once (a seat before an action), without those that hold another one."""
    kept: dict[tuple[str | None, str | None, str], ReadPlace] = {}
    for place in places:
        name = "" if place.code else place.words
        key = (place.level, place.code, name)
        if key not in kept or (place.relation == "seat" and kept[key].relation != "seat"):
            kept[key] = place
    holders = {
        (str(level), code)
        for place in kept.values()
        if place.level and place.code
        for entry in [gazetteer.entry(Level(place.level), place.code)]
        if entry is not None
        for level, code in entry.parents
    }
    return [p for p in kept.values() if (p.level, p.code) not in holders]


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds places in a cell; `region` is the code of the région that the fiche is about."""

    gazetteer: Gazetteer
    region: str | None

    def search(
        self, layer: Layer, span: Span, where: str
    ) -> Iterator[tuple[ReadPlace, Doubt | None]]:
        """The places of a cell, each with its doubt."""
        cell = view(layer, *span)
        done = 0
        for found in _PLACE.finditer(cell.text):
            if found.start("prep") < done:
                continue
            for place, code, end in self._after(cell, found):
                done = max(done, end)
                words = tidy(layer.text[place.span[0] : place.span[1]])
                yield (
                    replace(place, words=words),
                    doubt(where, code, words=words) if code else None,
                )

    def _after(self, cell: View, found: re.Match[str]) -> Iterator[tuple[ReadPlace, str, int]]:
        """The places that one preposition opens: place, doubt code or "", and where it ends."""
        preposition = found["prep"].lower().replace("à", "a")
        levels = _LEVELS["a" if preposition in ("au", "aux") else preposition]
        start = found.start("prep") if preposition in ("au", "aux") else found.end()
        relation: Relation = "seat" if found["seat"] or found["stands"] else "action"
        matched = self.gazetteer.match_prefix(cell.text[start : start + 120], levels=levels)
        if matched is None:
            if preposition == "dans":
                yield from self._area(cell, found.end(), relation)
            return
        end = start + matched.end
        within, after = self._narrowed(cell.text, end)
        yield self._place(cell, (start, end), matched.entries, within, relation, found)
        if levels[0] is Level.COMMUNE:
            yield from self._others(cell, max(end, after), relation, found)

    def _place(
        self,
        cell: View,
        at: Span,
        entries: Sequence[Entry],
        within: tuple[Level, str] | None,
        relation: Relation,
        found: re.Match[str],
    ) -> tuple[ReadPlace, str, int]:
        entry, code = self._chosen(entries, within)
        certain = not code
        if certain and found["stands"]:
            code, certain = "place_relation_uncertain", False
        span = cell.span(*at)
        return ReadPlace("", span, relation, str(entry.level), entry.code, certain), code, at[1]

    def _others(
        self, cell: View, end: int, relation: Relation, found: re.Match[str]
    ) -> Iterator[tuple[ReadPlace, str, int]]:
        """« à Pau, Dax et Mont-de-Marsan »: the rest of the list, if « et » ends it."""
        listed: list[tuple[ReadPlace, str, int]] = []
        while (sign := _AND.match(cell.text, end)) is not None:
            start = sign.end()
            matched = self.gazetteer.match_prefix(
                cell.text[start : start + 120], levels=_LEVELS["a"]
            )
            if matched is None:
                break
            end = start + matched.end
            listed.append(self._place(cell, (start, end), matched.entries, None, relation, found))
            if sign[1] == "et":
                yield from listed
                return

    def _area(
        self, cell: View, start: int, relation: Relation
    ) -> Iterator[tuple[ReadPlace, str, int]]:
        """An area without a code, kept at the level of the département named after it, if any."""
        area = _AREA.match(cell.text, start)
        if area is None:
            return
        end = start + len(area[0].rstrip())
        within, after = self._narrowed(cell.text, end)
        if within is None:
            place = ReadPlace("", cell.span(start, end), relation, None, None, certain=False)
            yield place, "place_unknown", end
            return
        level, code = within
        yield ReadPlace("", cell.span(start, after), relation, str(level), code, True), "", after

    def _narrowed(self, text: str, end: int) -> tuple[tuple[Level, str] | None, int]:
        """The département or région named right after a place, and where its name ends."""
        coded = _CODE.match(text, end)
        if coded and self.gazetteer.entry(Level.DEPARTEMENT, coded[1]) is not None:
            return (Level.DEPARTEMENT, coded[1]), coded.end()
        for opening in (_THEN.match(text, end), re.compile(r"\s*\(\s*").match(text, end)):
            if opening is None:
                continue
            rest = text[opening.end() : opening.end() + 80]
            matched = self.gazetteer.match_prefix(rest, levels=[Level.DEPARTEMENT, Level.REGION])
            if matched is not None:
                entry = matched.entries[0]
                return (entry.level, entry.code), opening.end() + matched.end
        return None, end

    def _chosen(
        self, entries: Sequence[Entry], within: tuple[Level, str] | None
    ) -> tuple[Entry, str]:
        """The territory meant, and a doubt code or ""."""
        if within is not None:
            inside = [entry for entry in entries if within in entry.parents]
            if inside:
                return inside[0], "" if len(inside) == 1 else "place_ambiguous"
        near = [entry for entry in entries if self._in_region(entry)]
        if self.region is not None and not near:
            return entries[0], "place_outside_region"
        candidates = near or list(entries)
        nearest = [e for e in candidates if e.level == candidates[0].level]
        if len(nearest) == 1:
            return nearest[0], ""
        first, second = nearest[0].population or 0, nearest[1].population or 0
        return nearest[0], "" if first > MUCH_MORE * second else "place_ambiguous"

    def _in_region(self, entry: Entry) -> bool:
        if self.region is None:
            return False
        region = (Level.REGION, self.region)
        return region in entry.parents or (entry.level, entry.code) == region
