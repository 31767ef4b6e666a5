"""Finds what a name of a place means: the exact name first, then rules from sure to less sure.

Guarantees that the first rule which finds something decides: one territory is the answer, several
are candidates, and no looser rule is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from terreau.territory.gazetteer import Entry, Level, load
from terreau.territory.matching import forms, keys, reading, rules
from terreau.territory.matching.departements import departements, of_postcode
from terreau.territory.matching.keys import Tokens
from terreau.territory.matching.model import Form, Located, doubt, found, narrowest, rank, within
from terreau.territory.matching.reading import LONGEST, Reading
from terreau.territory.matching.shelves import Area, shelf
from terreau.territory.names import ARTICLES, CONTRACTED

Levels = Sequence[Level] | None

_ARRONDISSEMENT = re.compile(
    r"(paris|lyon|marseille) ?0?(\d{1,2}|[ivx]{1,5})(?: ?(?:er|e|em|eme|ieme|de|nd))?"
    r"(?: ?(?:arrondissement|arrdt|arrt|arr|ardt))?"
    r"|0?(\d{1,2}|[ivx]{1,5}) ?(?:er|e|em|eme|ieme|de|nd)? ?(?:arrondissement|arrdt|arrt|arr|ardt)"
    r" (?:de )?(paris|lyon|marseille)"
)
_NUMBERS = re.compile(r"[\d\s.-]+|\d?[\dAB]\d{3}|0?2[AB]", re.IGNORECASE)
_ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
    "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18,
    "xix": 19, "xx": 20,
}  # fmt: skip
_ARRONDISSEMENTS = {"paris": 20, "lyon": 9, "marseille": 16}
SIREN, SIRET, POSTCODE = 9, 14, 5
MOST_LISTED = 60
#: Pieces beside a name, after a comma or in brackets, beyond which a cell is a sentence.
MOST_BESIDE = 4
_PLAIN = frozenset({Form.CODE, Form.NAME, Form.WORDS, Form.INSIDE})
_WIDER = (Level.DEPARTEMENT, Level.REGION)


def locate(words: str, *, departement: str = "", levels: Levels = None) -> Located:
    """What a name of a place means.

    `departement` is what another cell says (« 87 », « Haute-Vienne », « 2A », « 24, 33 »); loose
    rules are used only inside it, and a name known only outside it is no answer. `levels` are
    those that may be given. Never raises.
    """
    if len(words) > LONGEST:
        return doubt(Form.UNREADABLE, ())
    area = departements(departement) if departement else ()
    return _Asked(area, levels).answer(words)


def locate_all(words: str, *, departement: str = "", levels: Levels = None) -> tuple[Located, ...]:
    """What each place of a cell means: one answer, or one for each piece of a list."""
    each = locate_each(words, departement=departement, levels=levels)
    return tuple(answer for _, answer in each)


def locate_each(
    words: str, *, departement: str = "", levels: Levels = None
) -> tuple[tuple[str, Located], ...]:
    """As `locate_all`, each answer after the words that it is about."""
    whole = locate(words, departement=departement, levels=levels)
    if whole.form != Form.SEVERAL:
        return ((words, whole),)
    pieces = reading.listed(reading.cleaned(words))
    answers = (locate(piece, departement=departement, levels=levels) for piece in pieces)
    return tuple(
        (piece, _among(answer, whole.candidates))
        for piece, answer in zip(pieces, answers, strict=True)
    )


class _Asked:
    """A question: the départements that another cell gives, and the levels that may be given."""

    def __init__(self, area: Area, levels: Levels) -> None:
        self.area = area
        self.levels = levels

    def answer(self, words: str) -> Located:
        """The answer to the question for these words."""
        known = self.exact(keys.key(words), self.area, self.levels)
        if known:
            return _decided(Form.NAME, known)
        text = reading.cleaned(words)
        return self.of_list(text) or self.of_one(text)

    def of_one(self, text: str) -> Located:
        """The answer for the words of one place, cleaned."""
        key = keys.key(text)
        if not key:
            return doubt(Form.UNREADABLE, ())
        if _NUMBERS.fullmatch(text):
            return self.of_code("".join(text.split()).upper())
        return (
            self.of_arrondissement(key)
            or self.of_reading(reading.read(text, self.area), text)
            or self.unknown(text)
        )

    def exact(self, key: str, area: Area, levels: Levels) -> tuple[Entry, ...]:
        """The territories of this very name in an area."""
        if not key:
            return ()
        find = partial(load().find, key, levels=levels)
        if not area:
            return _with_better_known(key, narrowest(find()))
        if len(area) == 1:
            return narrowest(find(within=(Level.DEPARTEMENT, area[0])))
        places = {
            (one.level, one.code): one
            for code in area
            for one in find(within=(Level.DEPARTEMENT, code))
        }
        return narrowest(tuple(sorted(places.values(), key=rank)))

    def may(self, level: Level) -> bool:
        """Whether a territory of this level may be given."""
        return self.levels is None or level in self.levels

    # Codes -------------------------------------------------------------------------------------

    def of_code(self, code: str) -> Located:
        """A département's number, a postcode, a commune's code or a SIREN."""
        gazetteer = load()
        places: list[Entry] = []
        around: Entry | None = None
        if len(code) in (SIREN, SIRET):
            places = [one for one in [gazetteer.by_siren(code[:SIREN])] if one]
        elif len(code) == POSTCODE:
            places = [*gazetteer.by_postcode(code)]
            places += [one for one in [gazetteer.current(code)] if one and one not in places]
            around = _one(gazetteer.entry(Level.DEPARTEMENT, one) for one in of_postcode(code))
        elif len(code) > 1 or self.area:
            numbered = (gazetteer.entry(Level.DEPARTEMENT, one) for one in departements(code))
            places = [one for one in numbered if one]
        inside = [one for one in places if self.may(one.level) and self.holds(one)]
        if inside:
            return _decided(Form.CODE, tuple(inside))
        return doubt(Form.UNREADABLE, tuple(places), around)

    def holds(self, entry: Entry) -> bool:
        """Whether a territory is, or lies in, what another cell says."""
        around = {(entry.level, entry.code), *entry.parents}
        return not self.area or any((Level.DEPARTEMENT, code) in around for code in self.area)

    def of_arrondissement(self, key: str) -> Located | None:
        """« Paris 12e », « Lyon 3 », « 1er arrondissement de Marseille »: the city."""
        match = _ARRONDISSEMENT.fullmatch(key)
        if match is None or not self.may(Level.COMMUNE):
            return None
        city, number = match[1] or match[4], match[2] or match[3]
        if (int(number) if number.isdecimal() else _ROMAN.get(number, 0)) not in range(
            1, _ARRONDISSEMENTS[city] + 1
        ):
            return None
        known = self.exact(city, self.area, [Level.COMMUNE])
        return _decided(Form.INSIDE, known) if known else None

    # Names -------------------------------------------------------------------------------------

    def of_reading(self, read: Reading, text: str) -> Located | None:
        """The phrases of a text, then what it says of what holds the place."""
        area = self.narrowed(read)
        for ruled in (rules.STRICT, rules.LOOSE):
            answers = (self.of_phrase(phrase, area, ruled) for phrase in read.phrases)
            answer = next((one for one in answers if one), None)
            if answer is not None:
                return answer
        if any(forms.is_body(keys.key(phrase)) for phrase in read.phrases):
            return doubt(Form.BODY, ())
        return self.of_holder(read, text, area)

    def narrowed(self, read: Reading) -> Area:
        """The départements to look in: those that the text says, among those of the other cell."""
        if not read.departements:
            return self.area
        shared = tuple(code for code in self.area if code in read.departements)
        return shared or read.departements

    def of_phrase(self, phrase: str, area: Area, ruled: rules.Rules) -> Located | None:
        """What one phrase names, by its level where it says one; None where nothing is known."""
        key = keys.key(phrase)
        tokens = keys.written_out(key.split())
        if not tokens:
            return None
        for variant in _variants(key, tokens):
            known = _without_article(tokens, self.exact(variant, area, self.levels))
            if known:
                return _decided(Form.NAME, known)
        said = forms.said(" ".join(tokens))
        if said is not None:
            return self.of_said(said, tokens, area, ruled)
        preposition, placed = reading.placed(phrase)
        if placed:
            return self.of_placed(preposition, placed, area, ruled)
        if forms.is_body(key) or forms.is_quarter(key):
            return None
        return self.by_rules(tokens, area, ruled)

    def of_placed(
        self, preposition: str, words: str, area: Area, ruled: rules.Rules
    ) -> Located | None:
        """« en Corrèze » is the département; « à Corrèze » is not."""
        wanted = _WIDER if preposition == "en" else [Level.COMMUNE] if preposition == "à" else None
        known = tuple(
            one
            for one in self.exact(keys.key(words), area, self.levels)
            if wanted is None or one.level in wanted
        )
        return _decided(Form.NAME, known) if len(known) == 1 else self.of_phrase(words, area, ruled)

    def of_said(
        self, said: forms.Said, tokens: Tokens, area: Area, ruled: rules.Rules
    ) -> Located | None:
        """What a name means whose level is said before it."""
        if not self.may(said.level):
            return None
        if said.level is Level.EPCI:
            return self.of_epci(said.names[0].split(), tokens, area)
        for name in said.names:
            for variant in _variants(name, keys.written_out(name.split())):
                known = self.exact(variant, area, [said.level])
                if known:
                    return _decided(Form.NAME, known)
        if said.level is Level.DEPARTEMENT:
            numbered = [load().entry(said.level, one) for one in departements(said.names[-1])]
            places = tuple(one for one in numbered if one and self.holds(one))
            return _decided(Form.CODE, places) if places else None
        if said.level is not Level.COMMUNE:
            return None
        written = (*(keys.written_out(name.split()) for name in said.names), tokens)
        answers = (self.by_rules(one, area, ruled) for one in written)
        return next((one for one in answers if one), None)

    def of_epci(self, name: Sequence[str], tokens: Tokens, area: Area) -> Located | None:
        """An EPCI by its telling words, or by its first letters."""
        words = keys.written_out(name)
        for form, rule, asked in (
            (Form.WORDS, rules.grouping, words),
            (Form.ACRONYM, rules.acronym, words),
            (Form.ACRONYM, rules.acronym, tokens),
        ):
            known = rule(shelf(area), asked)
            if known:
                return _decided(form, known)
        return None

    def by_rules(self, tokens: Tokens, area: Area, ruled: rules.Rules) -> Located | None:
        """A name that is not written as it is known; outside départements, by the same words."""
        for level, form, rule in ruled:
            if not self.may(level) or (not area and rule is not rules.same_words):
                continue
            if rule is rules.near and self.exact(" ".join(tokens), (), None):
                continue  # well written, but the name of a place that is elsewhere
            known = rule(shelf(area), tokens)
            if known:
                return _decided(form, known)
        return None

    # What holds a place ------------------------------------------------------------------------

    def of_holder(self, read: Reading, text: str, area: Area) -> Located | None:
        """« quartier de X à Y », « X, en Gironde », « X (Gironde) »."""
        gazetteer = load()
        for words, link, holder in reading.held(text):
            holders = self.exact(keys.key(holder), area, None)
            if len(holders) != 1:
                continue
            inside = holders[0]
            if (inside.level is Level.COMMUNE) is (link == "en"):
                continue  # « Cuverville-en-Caux » is not in a commune
            if inside.level is Level.COMMUNE:
                return found(Form.INSIDE, inside) if self.may(Level.COMMUNE) else None
            if inside.level is not Level.DEPARTEMENT:
                return within(inside)
            held = (self.of_phrase(words, (inside.code,), one) for one in rules.BOTH)
            return next((one for one in held if one), None) or within(inside)
        if len(read.beside) > MOST_BESIDE:
            return None
        beside = [self.exact(keys.key(part), area, [Level.COMMUNE]) for part in read.beside]
        communes = {one[0].code: one[0] for one in beside if len(one) == 1}
        if len(communes) == 1 and self.may(Level.COMMUNE):
            return found(Form.INSIDE, *communes.values())
        hinted = _one(gazetteer.entry(Level.DEPARTEMENT, code) for code in read.departements)
        return within(hinted) if hinted and not self.elsewhere(read) else None

    def elsewhere(self, read: Reading) -> tuple[Entry, ...]:
        """The territories of this name anywhere."""
        known = (self.exact(keys.key(phrase), (), self.levels) for phrase in read.phrases)
        return next((one for one in known if one), ())

    def of_list(self, text: str) -> Located | None:
        """Several places in one cell, where each of them is known as it is written."""
        pieces = reading.listed(text)
        if not 1 < len(pieces) <= MOST_LISTED:
            return None
        levels_said = [forms.said(keys.key(piece)) for piece in pieces]
        if levels_said[0] and levels_said[0].level is Level.EPCI and not all(levels_said):
            return None  # « communauté de communes Arize et Lèze » is one
        tokens = keys.written_out(keys.key(text).split())
        if tokens and self.may(Level.COMMUNE) and rules.same_words(shelf(self.area), tokens):
            return None  # « Mailley et Chazelot » is one commune
        answers = [self.of_one(piece) for piece in pieces]
        sure = [one.entry for one in answers if one.entry and one.form in _PLAIN]
        levels = {one.level for one in sure}
        for answer in answers:
            if answer.entry in sure:
                continue
            # « Haute-Vienne, Creuse »: what may be two levels is of the level of the others.
            alike = [one for one in answer.candidates if one.level in levels]
            if len(levels) != 1 or len(alike) != 1 or answer.form != Form.AMBIGUOUS:
                return None
            sure += alike
        around = {parent for one in sure for parent in one.parents}
        apart = {one.code: one for one in sure if (one.level, one.code) not in around}
        return doubt(Form.SEVERAL, tuple(apart.values())) if len(apart) > 1 else None

    def unknown(self, text: str) -> Located:
        """A name that the area does not have: the région that holds it, else candidates."""
        places = self.elsewhere(reading.read(text, self.area))
        known = (load().entry(Level.DEPARTEMENT, code) for code in self.area)
        around = [one for one in known if one]
        holding = [
            one for one in places if any((one.level, one.code) in held.parents for held in around)
        ]
        if len(holding) == 1:
            return found(Form.NAME, holding[0])
        nearest = around[0] if len(around) == 1 else None
        return doubt(Form.ELSEWHERE if places else Form.UNKNOWN, places, nearest)


def _variants(key: str, tokens: Tokens) -> Iterable[str]:
    """The ways in which the gazetteer may write these words, likeliest first."""
    out = " ".join(tokens)
    bare = " ".join(keys.bare(tokens))
    seen = [key, out]
    if tokens[-1] in ARTICLES:  # « Rochette (la) »
        seen.append(f"{tokens[-1]} {bare}")
    if tokens[0] in CONTRACTED:  # « au Havre »
        seen.append(" ".join((CONTRACTED[tokens[0]], *tokens[1:])))
    seen += [bare, *(f"{article} {bare}" for article in ("le", "la", "les", "l"))]
    return dict.fromkeys(seen)


def _without_article(tokens: Tokens, known: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """« la Corrèze » is the département: no commune has an article that its name lacks."""
    if len(known) < 2 or tokens[0] not in ARTICLES:
        return known
    wider = tuple(one for one in known if one.level is not Level.COMMUNE)
    return wider if len(wider) == 1 and not any(one.article for one in known) else known


def _with_better_known(key: str, known: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """A commune found by its name alone, with those that more people may mean by that name.

    Évry is a village, and a former commune of a hundred times more people; François is a village,
    and Le François a town. A former name is also the beginning of longer ones (« Boulogne »).
    """
    if len(known) != 1 or known[0].level is not Level.COMMUNE:
        return known
    tokens = keys.bare(keys.written_out(key.split()))
    everywhere = shelf(())
    others = [name.entry for name in everywhere.tight.get(keys.tight(tokens), ())]
    if keys.key(known[0].name) != key:
        others += rules.beginning(everywhere, tokens)
    more = {one.code: one for one in others if (one.population or 0) > (known[0].population or 0)}
    return tuple(sorted((*known, *more.values()), key=rank))


def _among(answer: Located, places: tuple[Entry, ...]) -> Located:
    """The answer for a piece of a list, where the list as a whole decided what it means."""
    shared = [one for one in answer.candidates if one in places]
    return found(Form.NAME, shared[0]) if answer.entry is None and len(shared) == 1 else answer


def _decided(form: Form, known: tuple[Entry, ...]) -> Located:
    return found(form, known[0]) if len(known) == 1 else doubt(Form.AMBIGUOUS, known)


def _one(entries: Iterable[Entry | None]) -> Entry | None:
    known = [one for one in entries if one]
    return known[0] if len(known) == 1 else None


__all__ = ["locate", "locate_all", "locate_each"]
