"""Writes the gazetteer: rows of territories, keys of their names, former communes, old SIRENs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from positions import Position, mean
from sources import Area, Commune, Division, Epci

from terreau.territory.gazetteer import (
    BARE,
    FORMAT,
    FORMER,
    FULL,
    NO_SIREN,
    PAST,
    SHORT,
    usual_siren,
)
from terreau.territory.names import normalise

# INSEE's « type de nom en clair » (TNCC): the article that a name takes.
ARTICLES = {2: "le", 3: "la", 4: "les", 5: "l’", 6: "aux", 7: "las", 8: "los"}
LEGAL_FORMS = {
    "CC": ("communauté de communes", "CDC"),
    "CA": ("communauté d’agglomération",),
    "CU": ("communauté urbaine",),
}
_LINKED = re.compile(r"(?:(de la|du|des|de|d’|de l’)(?: |(?<=’)))?(.+)", re.IGNORECASE)
_ARTICLE_OF = {"du": "le", "des": "les", "de la": "la", "de l’": "l’"}
_IN_PARENTHESES = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Row:
    level: str
    code: str
    name: str
    article: str
    position: Position | None
    population: int | None
    parents: tuple[str, ...]
    extra: str = ""
    postcodes: tuple[str, ...] = ()

    def line(self) -> str:
        latitude = longitude = own = ""
        if self.position is not None:
            latitude, longitude = f"{self.position.latitude:.4f}", f"{self.position.longitude:.4f}"
            own = "1" if self.position.own else "0"
        population = "" if self.population is None else str(self.population)
        return "\t".join(
            (
                self.level,
                self.code,
                self.name,
                self.article,
                latitude,
                longitude,
                own,
                population,
                " ".join(self.parents),
                self.extra,
                " ".join(self.postcodes),
            )
        )


@dataclass
class Keys:
    """Each key's rows, with the best way in which the key was made from the row's name."""

    kinds: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, row: int, kind: int, names: Iterable[str]) -> None:
        for name in names:
            rows = self.kinds[normalise(name)]
            rows[row] = min(kind, rows.get(row, kind))

    def lines(self) -> list[str]:
        return [
            key + "\t" + " ".join(f"{kind}{row}" for row, kind in sorted(rows.items()))
            for key, rows in sorted(self.kinds.items())
            if key
        ]


def gazetteer_text(division: Division, positions: Mapping[str, Position]) -> str:
    epci_of = {code: epci.code for epci in division.epcis for code in epci.members}
    ept_of = {code: ept.code for ept in division.epts for code in ept.members}
    communes = {c.code: c for c in division.communes}
    rows = [
        _commune_row(c, (epci_of.get(c.code), ept_of.get(c.code)), positions)
        for c in division.communes
    ]
    epcis = sorted((*division.epcis, *division.epts), key=lambda e: e.code)
    rows += [_epci_row(e, communes, positions, epci_of) for e in epcis]
    rows += [_area_row("d", d, division, positions) for d in division.departements]
    rows += [_area_row("r", r, division, positions) for r in division.regions]
    keys = _keys(division, {(row.level, row.code): n for n, row in enumerate(rows)})
    former = sorted(
        "\t".join((f.code, f.kind.value, f.name, f.current))
        for f in (*division.former, *division.past)
    )
    sirens = ["\t".join(pair) for pair in division.sirens]
    parts = ([row.line() for row in rows], keys.lines(), former, sirens)
    return FORMAT + "\n" + "\n\n".join("\n".join(part) for part in parts) + "\n"


def _commune_row(
    commune: Commune, epcis: tuple[str | None, ...], positions: Mapping[str, Position]
) -> Row:
    parents = tuple(f"e{epci}" for epci in epcis if epci)
    siren = commune.siren or NO_SIREN
    return Row(
        "c",
        commune.code,
        commune.name,
        ARTICLES.get(commune.article, ""),
        positions.get(commune.code),
        commune.population or None,
        (*parents, f"d{commune.departement}", f"r{commune.region}"),
        "" if siren == usual_siren(commune.code) else siren,
        commune.postcodes,
    )


def _epci_row(
    epci: Epci,
    communes: Mapping[str, Commune],
    positions: Mapping[str, Position],
    epci_of: Mapping[str, str],
) -> Row:
    members = [communes[code] for code in epci.members if code in communes]
    people: dict[str, int] = defaultdict(int)
    for commune in members:
        people[f"d{commune.departement}"] += commune.population
        people[f"r{commune.region}"] += commune.population
    parents = sorted(people, key=lambda parent: (parent[0], -people[parent], parent))
    if epci.kind == "EPT":  # it lies in its métropole
        parents = [*sorted({f"e{epci_of[c.code]}" for c in members}), *parents]
    return Row("e", epci.code, epci.name, "", _centre(members, positions), epci.population,
               tuple(parents), epci.kind)  # fmt: skip


def _area_row(level: str, area: Area, division: Division, positions: Mapping[str, Position]) -> Row:
    members = [
        c for c in division.communes if area.code == (c.departement if level == "d" else c.region)
    ]
    return Row(
        level,
        area.code,
        area.name,
        ARTICLES.get(area.article, ""),
        _centre(members, positions),
        sum(c.population for c in members) or None,
        (f"r{area.region}",) if level == "d" else (),
    )


def _centre(members: Iterable[Commune], positions: Mapping[str, Position]) -> Position | None:
    """The plain mean of all its communes: near the middle of the area, wherever people live."""
    points = [positions[c.code] for c in members if c.code in positions]
    if not points:
        return None
    return Position(*mean((p.latitude, p.longitude) for p in points), own=False)


def _keys(division: Division, number: Mapping[tuple[str, str], int]) -> Keys:
    keys = Keys()
    for commune in division.communes:
        row = number["c", commune.code]
        keys.add(row, FULL, [commune.name])
        keys.add(row, BARE, _without_article(commune))
    for former in division.former:
        keys.add(number["c", former.current], FORMER, _former_names(former.name))
    for past in division.past:
        keys.add(number["c", past.current], PAST, [past.name])
    for ept in division.epts:
        forms = (f"EPT {ept.name}", f"établissement public territorial {ept.name}")
        keys.add(number["e", ept.code], FULL, [ept.name, *forms])
    for epci in division.epcis:
        full, short = epci_names(epci.name)
        keys.add(number["e", epci.code], FULL, full)
        keys.add(number["e", epci.code], SHORT, short)
    for level, areas in (("d", division.departements), ("r", division.regions)):
        for area in areas:
            article = ARTICLES.get(area.article, "")
            keys.add(number[level, area.code], FULL, [area.name, f"{article} {area.name}"])
    return keys


def _without_article(commune: Commune) -> list[str]:
    article = ARTICLES.get(commune.article)
    if article is None or not commune.name.lower().startswith(article):
        return []
    return [commune.name[len(article) :]]


def _former_names(name: str) -> list[str]:
    """« Paris 4e Arrondissement » is written « Paris 4e », « Paris 4 » and « Paris 04 » too."""
    found = re.fullmatch(r"(.+) (\d+)(?:er|e) Arrondissement", name)
    if found is None:
        return [name]
    city, number = found.group(1), int(found.group(2))
    written = (f"{city} {number}", f"{city} {number:02}", f"{city} {number}ème")
    return [name, name.removesuffix(" Arrondissement"), *written]


def epci_names(name: str) -> tuple[list[str], list[str]]:
    """Give the full forms of an EPCI's name, then those without its legal form."""
    plain = _IN_PARENTHESES.sub("", name)
    form, _, rest = plain.partition(" ")
    full = [name, plain, *(f"{long} {rest}" for long in LEGAL_FORMS.get(form, ()))]
    found = _LINKED.fullmatch(rest)
    if found is None or not (form in LEGAL_FORMS or (form == "Métropole" and found.group(1))):
        return full, []
    link, core = (found.group(1) or "").lower(), found.group(2)
    short = [rest, core] if not link else [core]
    if link in _ARTICLE_OF:
        short.append(f"{_ARTICLE_OF[link]} {core}")
    return full, short
