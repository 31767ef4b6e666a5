"""A fiche made from random facts, in a random layout, is read back; any text at all is survived."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.collect.readers.errors import ReaderError
from tests.fixtures.fiches.given import read_text

SYLLABLES = ["Bra", "Vel", "Tir", "Mon", "Lou", "Gar", "Pes", "Zan", "Kor", "Fli", "Dun", "Jas"]
ENDINGS = ["dor", "lune", "tique", "mir", "vac", "zel", "nor", "bec"]
invented = st.builds(lambda a, b: a + b, st.sampled_from(SYLLABLES), st.sampled_from(ENDINGS))
acronym = st.text("BCFGJKLQVXZ", min_size=4, max_size=6)
names = st.one_of(
    invented,
    acronym,
    st.builds("{} {}".format, invented, invented),
    st.builds("{} {}".format, invented, st.integers(2, 99)),
    st.builds("Le {} {}".format, invented, invented),
    st.builds("{} d’{}".format, invented, st.sampled_from(["Ici", "Avril", "Or"])),
    st.builds("{}.e.s".format, invented),
)
bodies = st.one_of(
    acronym,
    st.builds("{} {}".format, invented, invented),
    st.builds("Fondation {}".format, invented),
    st.builds("Mairie de {}".format, st.sampled_from(["Guéret", "Pau", "La Rochelle", "Dax"])),
    st.builds("Caisse des {}".format, invented),
)
categories = st.sampled_from(
    ["associations", "commerçants", "centres sociaux", "CCAS", "habitants et usagers du quartier",
     "acteurs de l’insertion", "médecine du travail", "lycées agricoles", "collectivités locales",
     "structures d’insertion ou d’accompagnement à l’emploi"]
)  # fmt: skip
places = st.sampled_from(
    [None, ("À Guéret", "23096"), ("A la Rochelle", "17300"), ("En Corrèze", "19"),
     ("En Haute-Vienne", "87"), ("A Nontron, en Dordogne", "24311"), ("Basée à Périgueux", "24322")]
)  # fmt: skip
ROLES = {
    "aiguillon": ["aiguillon", "aiguillon", "aiguilon"],
    "inspirateur": ["inspirateur", "inspireur", "inspiratrice"],
    "connecteur": ["connecteur", "conecteur", "connecteur"],
}
claims = st.sampled_from(
    ["Le projet agit comme {}, en ouvrant une voie nouvelle à tous.",
     "Le projet joue un rôle de <b>{}</b>, en ouvrant une voie nouvelle à tous.",
     "Il agit en tant que <b>{}</b> , parce qu’il ouvre une voie nouvelle.",
     "C’est aussi un **{}** pour le territoire, qui ouvre une voie nouvelle."]
)  # fmt: skip


@dataclass(frozen=True)
class Project:
    name: str
    bold: bool
    place: tuple[str, str] | None
    actors: tuple[tuple[str, bool], ...]
    roles: tuple[tuple[str, str, str], ...]

    @property
    def description(self) -> str:
        name = f"<b>{self.name}</b>" if self.bold else self.name
        lead = f"{self.place[0]}, " if self.place else ""
        return f"{lead}{name} propose des ateliers ouverts à toutes et à tous."

    @property
    def contribution(self) -> str:
        return " ".join(claim.format(spelling) for _, spelling, claim in self.roles)


@st.composite
def projects(draw):
    actors = draw(
        st.lists(
            st.one_of(bodies.map(lambda n: (n, True)), categories.map(lambda n: (n, False))),
            min_size=1,
            max_size=6,
            unique_by=lambda actor: actor[0],
        )
    )
    notations = draw(st.lists(st.sampled_from(sorted(ROLES)), min_size=1, max_size=3, unique=True))
    roles = tuple((n, draw(st.sampled_from(ROLES[n])), draw(claims)) for n in notations)
    return Project(draw(names), draw(st.booleans()), draw(places), tuple(actors), roles)


enjeux = st.lists(
    st.lists(projects(), min_size=1, max_size=4, unique_by=lambda p: p.name),
    min_size=1,
    max_size=4,
)
separators = st.sampled_from([", ", " ,", " ; ", ", ", ",  "])


def tabs(rows):
    return "\n".join("\t".join(row) for row in rows)


def paragraphs(rows):
    return "\n".join("\t".join(f"<p>{cell}</p>" for cell in row) for row in rows) + "\n--\t--\t--"


def pages(rows):
    header, *others = rows
    return "\n\n12\n\n".join(tabs([header, row]) for row in others)


def pipes(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|---|---|", *lines[1:]])


def html(rows):
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


layouts = st.sampled_from([tabs, paragraphs, pages, pipes, html])
headings = st.sampled_from(
    ["## Enjeu {n} {label}", "Enjeu {n}\n\n{label}", "Enjeu {n}\n{label}",
     "### Enjeu n°{n} : {label}",
     "<h2>ENJEU {n}</h2>\n<h3>{label}</h3>"]
)  # fmt: skip


def written(number, tables, layout, heading, separator):
    parts = [f"Fiche Ambition n°{number}", "## **Une ambition inventée**"]
    for rank, rows in enumerate(tables, 1):
        parts.append(heading.format(n=rank, label=f"Un enjeu pour les gens {'de' * rank}"))
        body = [
            (p.description, separator.join(name for name, _ in p.actors) + ".", p.contribution)
            for p in rows
        ]
        parts.append(layout([("Projet", "Acteurs mobilisés", "Contribution"), *body]))
    return "\n\n".join([*parts, "### Les leviers et les défis", "- Le temps", "- L’écoute"])


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 12), enjeux, layouts, headings, separators)
def test_the_facts_of_a_fiche_come_back(number, tables, layout, heading, separator):
    _, reading = read_text(written(number, tables, layout, heading, separator))

    assert reading.ambition.number == number
    assert [(p.enjeu_number, p.name) for p in reading.projects] == [
        (rank, p.name) for rank, rows in enumerate(tables, 1) for p in rows
    ]
    assert reading.rejections == ()
    wanted = [p for rows in tables for p in rows]
    for found, fact in zip(reading.projects, wanted, strict=True):
        assert [actor.name for actor in found.actors] == [name for name, _ in fact.actors]
        assert [(a.name, a.kind == "organisation") for a in found.actors] == list(fact.actors)
        assert [(r.notation, r.spelling) for r in found.roles] == [r[:2] for r in fact.roles]
        assert [p.code for p in found.places] == ([fact.place[1]] if fact.place else [])
    assert [said.kind for said in reading.statements] == ["lever", "lever"]


WORDS = st.sampled_from(
    ["Enjeu 1", "Enjeu 2 Vivre", "\n", "\n\n", "\t", " ", "Projet\tActeurs\tContribution\n", "<b>",
     "</b>", "<p>", "</p>", "(", ")", "«", "»", ",", ".", "et", "Fiche Ambition n°2", "# ", "- ",
     "A Bordeaux, ", "en Gironde", "Basée à", "comme connecteur", "aiguillon", "L’", "Les", "ACR",
     "Ville de", "associations", "leviers", "e\u0301", "\u0301", "|", "mais", "porte", "1.", "…"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS | st.text(max_size=4), max_size=60).map("".join))
def test_any_text_is_read_or_refused_with_a_reason(text):
    source = f"Fiche Ambition n°1\n\nEnjeu 1 Un\n\nProjet\tActeurs\tContribution\n{text}"
    try:
        layer, reading = read_text(source)
    except ReaderError:
        return
    for project in reading.projects:
        spans = [project.name_span, *(a.span for a in project.actors)]
        spans += [span for role in project.roles for span in (role.passage, role.spelling_span)]
        assert all(0 <= start < end <= len(layer.text) for start, end in spans)


@settings(max_examples=100, deadline=None)
@given(enjeux, layouts, st.integers(0, 400))
def test_each_row_of_a_truncated_file_ends_as_a_project_or_a_rejection(tables, layout, cut):
    text = written(1, tables, layout, "## Enjeu {n} {label}", ", ")
    text = text[: max(0, text.index("### Les leviers") - cut)]
    try:
        _, reading = read_text(text)
    except ReaderError:
        return
    whole = sum(len(rows) for rows in tables)
    assert len(reading.projects) + len(reading.rejections) <= whole
    lines = [remark.where for remark in (*reading.projects, *reading.rejections)]
    assert len(set(lines)) == len(lines)
