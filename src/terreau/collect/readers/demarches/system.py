"""What the platform itself says of a dossier of its API: number, state, dates, applicant, avis.

Guarantees that the name of a person is never that of an organisation: only a legal person is a
holder; persons (applicant, agents, experts) are kept and never published. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from terreau.collect.demarches_api.shape import Node, at, objects, under
from terreau.collect.incoming import IncomingPlace, Origin
from terreau.collect.mapping import KEPT
from terreau.collect.readers.demarches.model import Cell, SurePlace
from terreau.territory.gazetteer import Level

MakeOrigin = Callable[[str, str], Origin]

#: Path in the dossier, header as the platform's exports have it, field.
_OWN = (
    ("state", "État du dossier", "stage"),
    ("dateDepot", "Déposé le", KEPT),
    ("datePassageEnInstruction", "Passé en instruction le", KEPT),
    ("dateTraitement", "Traité le", "grant.date"),
    ("motivation", "Motivation de la décision", KEPT),
    ("groupeInstructeur.label", "Groupe instructeur", KEPT),
    ("usager.email", "Email", KEPT),
    ("nomMandataire", "Nom du mandataire", KEPT),
    ("prenomMandataire", "Prénom du mandataire", KEPT),
)
_LEGAL = (
    ("siret", "Établissement SIRET", "holder.identifier"),
    ("entreprise.raisonSociale", "Entreprise raison sociale", "holder.name"),
    ("association.titre", "Association titre", "holder.name"),
    ("entreprise.nomCommercial", "Entreprise nom commercial", "holder.name"),
    ("association.rna", "Association RNA", KEPT),
    ("association.objet", "Association objet", KEPT),
    ("entreprise.formeJuridique", "Entreprise forme juridique", KEPT),
    ("libelleNaf", "Établissement libellé NAF", KEPT),
    ("address.label", "Établissement Adresse", KEPT),
)
_PERSON = (
    ("civilite", "Civilité", KEPT),
    ("nom", "Nom", KEPT),
    ("prenom", "Prénom", KEPT),
    ("email", "Email du demandeur", KEPT),
)
_APPLICANTS = {
    "PersonneMorale": _LEGAL,
    "PersonneMoraleIncomplete": _LEGAL[:1],
    "PersonnePhysique": _PERSON,
}
_AVIS = (
    ("question", "Introduction"),
    ("questionLabel", "Question"),
    ("reponse", "Réponse"),
    ("expert.email", "Expert"),
    ("claimant.email", "Instructeur"),
    ("dateReponse", "Répondu le"),
)


def system_cells(
    node: Node, demarche: Node, origin: MakeOrigin
) -> tuple[list[Cell], list[SurePlace]]:
    """The cells of a dossier that no question gave, and the seat of its applicant."""
    number = Cell("number", "N° dossier", str(node["number"]), origin("number", "N° dossier"))
    cells = [Cell(number.column, number.header, number.value, number.origin, "external_id")]
    title = demarche.get("title")
    if isinstance(title, str) and title.strip():
        where = origin("demarche.title", "Démarche")
        cells.append(Cell("demarche", "Démarche", title.strip(), where, "call"))
    cells += _cells(node, "", _OWN, origin)
    cells += _listed(node, "instructeurs", "email", "Instructeurs", origin)
    cells += _listed(node, "labels", "name", "Labels", origin)
    applicant = under(node, "demandeur")
    told = _APPLICANTS.get(str(applicant.get("__typename")), ())
    cells += _cells(applicant, "demandeur.", told, origin)
    for rank, one in enumerate(objects(node.get("avis"))):
        said = tuple((path, f"Avis {rank + 1} › {header}", KEPT) for path, header in _AVIS)
        cells += _cells(one, f"avis[{rank}].", said, origin)
    return cells, list(_seat(applicant, origin))


def _cells(
    item: Node, under: str, told: tuple[tuple[str, str, str], ...], origin: MakeOrigin
) -> list[Cell]:
    return [
        Cell(f"{under}{path}", header, value, origin(f"{under}{path}", header), field)
        for path, header, field in told
        if isinstance(value := at(item, path), str) and value.strip()
    ]


def _listed(node: Node, name: str, inner: str, header: str, origin: MakeOrigin) -> list[Cell]:
    values = [one.get(inner) for one in objects(node.get(name))]
    words = " ; ".join(one for one in values if isinstance(one, str))
    return [Cell(name, header, words, origin(name, header), KEPT)] if words else []


def _seat(applicant: Node, origin: MakeOrigin) -> Iterator[SurePlace]:
    code, name = at(applicant, "address.cityCode"), at(applicant, "address.cityName")
    if not isinstance(code, str) or not code:
        return
    words = name if isinstance(name, str) else ""
    path, header = "demandeur.address.cityCode", "Établissement code INSEE localité"
    cell = Cell(path, header, code, origin(path, header), KEPT)
    yield SurePlace(IncomingPlace("seat", Level.COMMUNE, code, words), cell)
