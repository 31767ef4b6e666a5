"""Turns what the fiche reader found into what can be written: finds or adds the concepts it names.

A published fiche was decided by its publisher: what is read with certainty is accepted, what is
doubtful is proposed and listed among the warnings.
"""

from __future__ import annotations

import hashlib

from terreau.collect.errors import UnknownAmbition
from terreau.collect.incoming import (
    Held,
    Incoming,
    IncomingActor,
    IncomingCoding,
    IncomingDocument,
    IncomingPassage,
    IncomingPlace,
    IncomingProject,
    IncomingStatement,
    Remark,
)
from terreau.collect.readers.fiche import (
    ActorKinds,
    FicheReading,
    ReadActor,
    ReadProject,
    ReadStatement,
    RoleName,
    read,
)
from terreau.collect.readers.fiche.model import Span
from terreau.collect.readers.markup import EXTRACTOR, EXTRACTOR_VERSION, extract
from terreau.collect.topics import topic
from terreau.portfolio.models import Portfolio
from terreau.territory.gazetteer import Level, load, normalise
from terreau.vocabulary.models import Concept, Scheme
from terreau.vocabulary.services import add_concept, complete_concept, labels, match_concept
from terreau.web.typography import fr

READER = "fiche"
# Type of statement, and the scheme where its topics are.
STATEMENTS = {
    "lever": ("levier", "leviers"),
    "challenge": ("defi", "defis"),
    "sector": ("filiere", "filieres"),
    "actor_kind": ("acteur", "acteurs"),
}


def read_fiche(source: str, data: bytes, text: str, portfolio: Portfolio) -> Incoming:
    """Read a published fiche for this portfolio, adding to its framework the enjeux it names.

    Raises ReaderError when the file is no fiche, UnknownAmbition when the framework lacks its
    ambition.
    """
    layer = extract(text)
    reading = read(layer, gazetteer=load(), kinds=_kinds(), roles=_roles())
    return _Translation(source, data, layer.text, reading, portfolio).incoming()


def _kinds() -> ActorKinds:
    return ActorKinds(labels(Scheme.objects.get(slug="acteurs")))


def _roles() -> tuple[RoleName, ...]:
    concepts = Concept.objects.filter(scheme__slug="roles").order_by("order", "notation")
    return tuple(
        RoleName(concept.notation, (concept.label, *concept.alt_labels)) for concept in concepts
    )


class _Translation:
    """One fiche, on its way into one portfolio."""

    def __init__(
        self, source: str, data: bytes, text: str, reading: FicheReading, portfolio: Portfolio
    ) -> None:
        self._source = source
        self._data = data
        self._text = text
        self._sha256 = hashlib.sha256(data).hexdigest()
        self._reading = reading
        self._portfolio = portfolio
        self._warnings = [
            Remark(source, doubt.where, doubt.code, doubt.message) for doubt in reading.doubts
        ]
        self._ambition = self._find_ambition()
        publisher = f", {portfolio.funder}" if portfolio.funder else ""
        self.title = fr(f"Fiche « Ambition {self._ambition.notation} »{publisher}")
        self._complete_ambition()
        self._enjeux = self._find_enjeux()

    def incoming(self) -> Incoming:
        """All that the fiche says, ready to be written."""
        reading = self._reading
        document = IncomingDocument(
            name=self._source,
            title=self.title,
            kind="published",
            media_type="text/markdown",
            body=Held(self._data, self._text),
            sha256=self._sha256,
            extractor=EXTRACTOR,
            version=EXTRACTOR_VERSION,
        )
        projects = tuple(self._project(project) for project in reading.projects)
        return Incoming(
            source=self._source,
            reader=READER,
            speaker=self.title,
            documents=(document,),
            projects=projects,
            statements=tuple(self._statement(one) for one in reading.statements),
            rejections=tuple(
                Remark(self._source, one.where, one.code, one.message) for one in reading.rejections
            ),
            warnings=tuple(self._warnings),
        )

    def _warn(self, where: str, code: str, message: str) -> None:
        self._warnings.append(Remark(self._source, where, code, message))

    def _find_ambition(self) -> Concept:
        read_ambition = self._reading.ambition
        scheme = self._portfolio.scheme
        found = None
        if read_ambition.number is not None:
            found = scheme.concepts.filter(
                notation=str(read_ambition.number), broader__isnull=True
            ).first()
        else:
            found = match_concept(scheme, None, read_ambition.title)
        if found is None:
            name = str(read_ambition.number or f"« {read_ambition.title} »")
            raise UnknownAmbition(self._source, name, scheme.slug)
        return found

    def _complete_ambition(self) -> None:
        """Give an ambition « à compléter » the title of the fiche, with the fiche as its source."""
        said = self._reading.ambition.title.strip()
        if not said:
            return
        if not self._ambition.label:
            complete_concept(self._ambition, label=said, source=self.title)
        elif normalise(self._ambition.label) != normalise(said):
            message = (
                f"La fiche intitule l’ambition « {said} », le référentiel "
                f"« {self._ambition.label} » : l’intitulé du référentiel est gardé."
            )
            self._warn("titre", "other_title", message)

    def _find_enjeux(self) -> dict[int, Concept]:
        found: dict[int, Concept] = {}
        scheme = self._portfolio.scheme
        for enjeu in self._reading.enjeux:
            known = match_concept(scheme, self._ambition, enjeu.label)
            if known is None:
                known = add_concept(
                    scheme,
                    label=enjeu.label,
                    broader=self._ambition,
                    number=enjeu.number,
                    definition=enjeu.definition,
                    source=self.title,
                )
            found[enjeu.number] = known
            if known.notation != f"{self._ambition.notation}.{enjeu.number}":
                message = (
                    f"L’enjeu {enjeu.number} de la fiche est l’enjeu {known.notation} "
                    "du référentiel."
                )
                self._warn(f"Enjeu {enjeu.number}", "other_notation", message)
        return found

    def _passage(self, span: Span) -> IncomingPassage:
        return IncomingPassage(self._sha256, *span)

    def _said(self, span: Span) -> str:
        return " ".join(self._text[span[0] : span[1]].split())

    def _project(self, project: ReadProject) -> IncomingProject:
        holder = IncomingActor(name=project.name, role="holder")
        actors = tuple(self._actor(project, actor) for actor in project.actors)
        return IncomingProject(
            where=project.where,
            name=project.name,
            title=project.title or "",
            summary=self._said(project.description_span),
            actors=(holder, *actors),
            places=tuple(
                IncomingPlace(
                    relation=place.relation,
                    level=Level(place.level) if place.level and place.certain else None,
                    code=(place.code or "") if place.certain else "",
                    words=place.words,
                )
                for place in project.places
            ),
            codings=self._codings(project),
            documents=(self._sha256,),
        )

    def _codings(self, project: ReadProject) -> tuple[IncomingCoding, ...]:
        codings: list[IncomingCoding] = []
        scheme = self._portfolio.scheme.slug
        enjeu = self._enjeux.get(project.enjeu_number) if project.enjeu_number else None
        codings.append(
            IncomingCoding(
                scheme=scheme,
                notation=(enjeu or self._ambition).notation,
                status="accepted",
                passages=(self._passage(project.description_span),),
            )
        )
        for role in project.roles:
            codings.append(
                IncomingCoding(
                    scheme="roles",
                    notation=role.notation,
                    status="accepted" if role.certain else "proposed",
                    passages=(self._passage(role.passage),),
                )
            )
        return tuple(codings)

    def _actor(self, project: ReadProject, actor: ReadActor) -> IncomingActor:
        category = ""
        if actor.kind == "category":
            category = actor.broad or self._new_kind(project, actor.name)
        return IncomingActor(
            name=actor.name, role="partner", category=category, note=actor.note or ""
        )

    def _new_kind(self, project: ReadProject, name: str) -> str:
        scheme = Scheme.objects.get(slug="acteurs")
        known = match_concept(scheme, None, name)
        if known is None:
            known = add_concept(scheme, label=name, source=self.title)
            message = f"« {name} » ne correspond à aucun type d’acteur connu : il est ajouté."
            self._warn(project.where, "new_kind", message)
        return known.notation

    def _statement(self, statement: ReadStatement) -> IncomingStatement:
        kind, scheme, about = self._about(statement)
        digest = hashlib.sha256(normalise(statement.wording).encode()).hexdigest()
        return IncomingStatement(
            scheme=self._portfolio.scheme.slug,
            notation=self._ambition.notation,
            type=kind,
            wording=statement.wording,
            subject=about or digest[:16],
            topic_scheme=scheme if about else "",
            topic=about,
            status="accepted" if statement.certain else "proposed",
            passages=(self._passage(statement.span),),
        )

    def _about(self, statement: ReadStatement) -> tuple[str, str, str]:
        """The type of a statement, the scheme of its topics, its topic (blank where none fits).

        A fiche calls « acteurs de la jeunesse » what the framework has as the sector of youth:
        sectors are looked for first, whichever of the two the sentence says.
        """
        asked = [STATEMENTS[statement.kind]]
        if statement.kind == "actor_kind":
            asked.insert(0, STATEMENTS["sector"])
        for kind, scheme in asked:
            entries = Concept.objects.filter(scheme__slug=scheme).order_by("order", "notation")
            about = topic(statement.wording, {one.notation: one.label for one in entries})
            if about:
                return kind, scheme, about
        return (*asked[-1], "")
