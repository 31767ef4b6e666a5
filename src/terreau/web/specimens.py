"""Fictitious content of the page of components: every organisation and project here is invented.

Guarantees that each component is shown in each of its states, once per theme, with addresses and
identifiers that do not collide between the two. Pure: no Django, no file.
"""

from dataclasses import dataclass
from typing import Final

from terreau.web import signs
from terreau.web.parts import (
    AmbitionTag,
    Cell,
    Column,
    Facet,
    Fact,
    KeyFigure,
    Link,
    MatrixRow,
    Option,
    Page,
    RoleMark,
    Step,
    pages,
)

ROLES: Final = tuple(RoleMark(sign.notation, sign.label) for sign in signs.SIGNS.values())
ENJEUX: Final = (
    ("Apprendre à tout âge", (1, 2, 3)),
    ("Partager les lieux du quotidien", (0, 4, 1)),
    ("Réparer plutôt que jeter", (2, 0, 5)),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: its anchor, its title, how to use it, and its template."""

    id: str
    title: str
    use: str
    wide: bool = False

    @property
    def template(self) -> str:
        """The template that shows it."""
        return f"web/specimens/{self.id}.html"


SECTIONS: Final = (
    Section("signes", "Signes et étiquettes", "role, roles, ambition_tag, chips, .tag"),
    Section("textes", "Textes et preuves", "note_ref, note_item, passage, callout, .prose, .lead"),
    Section("messages", "Messages et états", "message, empty, fictitious"),
    Section("parcours", "Parcours", "breadcrumb, steps, pagination, .button, .field"),
    Section("facettes", "Liste et facettes", "facets, facet, project_card, chips", wide=True),
    Section("ambitions", "Cartes d’ambition", "ambition_card", wide=True),
    Section(
        "donnees", "Chiffres, faits et tableaux", "key_figures, facts, table, figure", wide=True
    ),
    Section(
        "fiche", "Fiche", "fiche.css : .fiche-band, .matrix, .fiche-table, .role-line", wide=True
    ),
)


@dataclass(frozen=True, slots=True)
class Specimen:
    """Everything the sections show, for one theme; `first_note` keeps anchors apart."""

    theme: str
    label: str
    first_note: int

    @property
    def notes(self) -> tuple[int, int, int]:
        """Three note numbers that the other theme does not use."""
        return (self.first_note, self.first_note + 1, self.first_note + 2)

    @property
    def roles(self) -> tuple[RoleMark, ...]:
        """The three roles."""
        return ROLES

    @property
    def ambitions(self) -> tuple[AmbitionTag, ...]:
        """Six ambitions, the fourth without a title."""
        names = ("Boire", "Relier", "Nourrir", "", "Habiter", "Soigner")
        return tuple(AmbitionTag(n, str(n), name, "#") for n, name in enumerate(names, start=1))

    @property
    def counted(self) -> tuple[RoleMark, ...]:
        """Roles with their counts, singular and plural."""
        return tuple(
            RoleMark(role.notation, role.label.lower(), count)
            for role, count in zip(ROLES, (1, 6, 9), strict=True)
        )

    @property
    def facets(self) -> tuple[Facet, ...]:
        """A facet of roles and one of territories, each with its unknown values."""
        roles = tuple(
            Option(role.notation, role.label, count, role.notation == "connecteur", role.notation)
            for role, count in zip(ROLES, (4, 9, 10), strict=True)
        )
        places = (
            Option("33", "Val-de-Brume", 1250, checked=True),
            Option("87", "Hautes-Landes-et-Marais de la Vieille-Boutonne", 1),
            *(Option(f"f{n}", f"Commune fictive n° {n}", n) for n in range(1, 13)),
            Option("", "non renseigné", 3, unset=True),
        )
        return (Facet("role", "Rôle", roles), Facet("territoire", "Territoire", places))

    @property
    def chips(self) -> tuple[Link, ...]:
        """Two filters in use."""
        return (Link("Connecteur", "#"), Link("Val-de-Brume", "#"))

    @property
    def crumbs(self) -> tuple[Link, ...]:
        """A path of three pages."""
        return (Link("Accueil", "#"), Link("Projets", "#"), Link("La Fabrique à vélos"))

    @property
    def steps_label(self) -> str:
        """The name of the step bar: landmarks of one page have different names."""
        return f"La démarche, {self.label.lower()}"

    @property
    def pages_label(self) -> str:
        """The name of the pagination."""
        return f"Pages, {self.label.lower()}"

    @property
    def caption(self) -> str:
        """The caption of the table, which names its region."""
        return f"Projets par enjeu et par rôle ({self.label.lower()})."

    @property
    def finding(self) -> str:
        """The title of the figure, which names its table."""
        return f"Réparer réunit le plus de projets ({self.label.lower()})"

    @property
    def steps(self) -> tuple[Step, ...]:
        """One step of each state, and more to come."""
        return (
            Step("Réunir", "done", "#"),
            Step("Situer", "done", "#"),
            Step("Lire et coder", "current"),
            Step("Délibérer", "to_do"),
            Step("Publier", "to_do"),
        )

    @property
    def pages(self) -> tuple[Page, ...]:
        """The middle of a long list."""
        return pages(6, 22, lambda _number: "#")

    @property
    def figures(self) -> tuple[KeyFigure, ...]:
        """Four key figures, one with a note."""
        return (
            KeyFigure("18", "projets lus, sur 212 soutenus"),
            KeyFigure("3", "enjeux couverts"),
            KeyFigure("1 204", "personnes accompagnées", self.first_note),
            KeyFigure("7", "projets jouent deux rôles à la fois"),
        )

    @property
    def facts(self) -> tuple[Fact, ...]:
        """A fact with one value, one with several, one unknown."""
        return (
            Fact("Porteur", "Les Ateliers du Gué", url="#"),
            Fact("Lieux d’action", entries=(Link("Val-de-Brume", "#"), Link("Marais-Neuf"))),
            Fact("Année", "2021"),
            Fact("Subvention"),
        )

    @property
    def columns(self) -> tuple[Column, ...]:
        """A column of names and three of numbers."""
        return (Column("Enjeu"), *(Column(role.label, number=True) for role in ROLES))

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The matrix as figures, one of them unknown."""
        known = tuple((label, *counts) for label, counts in ENJEUX)
        return (*known, ("Se déplacer sans voiture", 1, None, 2))

    @property
    def matrix(self) -> tuple[MatrixRow, ...]:
        """Three enjeux and their counts by role."""
        return tuple(
            MatrixRow(
                label,
                tuple(
                    RoleMark(role.notation, role.label, count)
                    for role, count in zip(ROLES, counts, strict=True)
                ),
            )
            for label, counts in ENJEUX
        )

    @property
    def drawing(self) -> str:
        """Bars of the number of projects by enjeu, as a safe inline picture."""
        ink = 'font-size="16" fill="currentColor"'
        bars = []
        for index, (label, counts) in enumerate(ENJEUX):
            top, width = 46 * index, 24 * sum(counts)
            bars.append(
                f'<text x="0" y="{top + 18}" {ink}>{label}</text>'
                f'<rect class="figure-mark" x="0" y="{top + 28}" width="{width}" height="8"/>'
                f'<text x="{width + 8}" y="{top + 38}" {ink}>{sum(counts)}</text>'
            )
        return (
            f'<svg width="420" viewBox="0 0 320 {46 * len(ENJEUX)}" role="img"'
            f' aria-label="Nombre de projets par enjeu">{"".join(bars)}</svg>'
        )

    @property
    def map(self) -> str:
        """A made-up outline with places, as a safe inline picture."""
        outline = "M40 40 110 14 200 30 236 84 206 150 130 176 60 160 26 100z"
        marks = "".join(
            f'<circle class="figure-mark" cx="{x}" cy="{y}" r="{radius}"/>'
            for x, y, radius in ((96, 60, 9), (150, 112, 6), (70, 130, 6), (190, 60, 6))
        )
        return (
            '<svg viewBox="0 0 260 190" role="img" aria-label="Carte inventée, quatre lieux">'
            f'<path class="figure-ground" d="{outline}"/>{marks}'
            '<text x="106" y="46" font-size="14" fill="currentColor">Val-de-Brume</text></svg>'
        )


SPECIMENS: Final = (Specimen("light", "Thème clair", 1), Specimen("dark", "Thème sombre", 11))
