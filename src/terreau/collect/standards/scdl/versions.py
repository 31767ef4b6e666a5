"""The columns of SCDL Subventions, version by version, and of its extension Data.Subvention.

Guarantees the constraints of the schemas published at schema.data.gouv.fr (scdl/subventions 1.1.0
to 2.1.1) and by the team of Data.Subvention: a contract test compares them. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum


class Form(StrEnum):
    """How the values of a column are written, with the French words of what is expected."""

    TEXT = "du texte"
    SIRET = "14 chiffres"
    RNA = "un W et 9 chiffres"
    DATE = "une date AAAA-MM-JJ"
    PERIOD = "une date AAAA-MM-JJ, ou deux séparées par une barre oblique"
    NUMBER = "un nombre, avec un point pour les décimales"
    WHOLE = "un nombre entier"
    BOOLEAN = "oui ou non"


@dataclass(frozen=True, slots=True)
class SchemaColumn:
    """A column of a schema: `choices`, `longest` and the bounds hold where they are given."""

    name: str
    form: Form = Form.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    longest: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the schema; `same` are earlier ones with the same columns and constraints."""

    label: str
    columns: tuple[SchemaColumn, ...]
    same: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    """Columns of which each row must fill one."""

    def column(self, name: str) -> SchemaColumn | None:
        """The column of this name; None where the version has none."""
        return next((one for one in self.columns if one.name == name), None)


_NATURES = (
    "aide en numéraire",
    "aide en nature",
    "aide en numéraire;aide en nature",
    "aide en nature;aide en numéraire",
)
_YES_NO = ("oui", "non")
_LONGEST = 256


def _must(
    name: str,
    form: Form = Form.TEXT,
    *,
    choices: tuple[str, ...] = (),
    longest: int | None = None,
) -> SchemaColumn:
    return SchemaColumn(name, form, required=True, choices=choices, longest=longest)


_FUNDER = (_must("nomAttribuant"), _must("idAttribuant", Form.SIRET))
_DECISION = (_must("dateConvention", Form.DATE), SchemaColumn("referenceDecision"))
_OBJECT = (_must("objet", longest=_LONGEST), _must("montant", Form.NUMBER))
_NATURE = _must("nature", choices=_NATURES)
_PERIOD = _must("datesPeriodeVersement", Form.PERIOD)
_RAE = SchemaColumn("idRAE", longest=5)
_CONDITIONS = _must("conditionsVersement", longest=_LONGEST)
_RNA = SchemaColumn("rnaBeneficiaire", Form.RNA)
_SHARE = SchemaColumn(
    "pourcentageSubvention", Form.NUMBER, required=True, least=Decimal("0.01"), most=Decimal(1)
)
_EUROPE = _must("notificationUE", Form.BOOLEAN)

_V1 = Version(
    "1.1.0",
    (
        *(*_FUNDER, *_DECISION, _must("nomBeneficiaire"), _must("idBeneficiaire", Form.SIRET)),
        *(*_OBJECT, _NATURE, _CONDITIONS, _PERIOD, SchemaColumn("idRAE"), _EUROPE),
        replace(_SHARE, least=Decimal(0)),
    ),
)
_V2_0 = Version(
    "2.0.2",
    (
        *(*_FUNDER, *_DECISION, _must("nomBeneficiaire"), _must("idBeneficiaire", Form.SIRET)),
        *(*_OBJECT, _NATURE, _CONDITIONS, _PERIOD, _RAE, _EUROPE, _SHARE),
    ),
    same=("2.0.0", "2.0.1"),
)
_V2_1 = Version(
    "2.1.1",
    (
        *(*_FUNDER, *_DECISION, _must("nomBeneficiaire"), SchemaColumn("idBeneficiaire"), _RNA),
        *(*_OBJECT, _NATURE, _CONDITIONS, _PERIOD, _RAE, _EUROPE, _SHARE),
        SchemaColumn("dispositifAide"),
    ),
    same=("2.1.0",),
    one_of=("idBeneficiaire", "rnaBeneficiaire"),
)
_EXTENDED = Version(
    "Data.Subvention",
    (
        SchemaColumn("idSubvention"),
        *_FUNDER,
        SchemaColumn("nomServiceInstructeur"),
        _must("idServiceInstructeur"),
        *(_must("nomBeneficiaire"), SchemaColumn("idBeneficiaire"), _RNA),
        SchemaColumn("exerciceBudgetaire", Form.WHOLE),
        SchemaColumn("pluriannualite", choices=_YES_NO),
        SchemaColumn("anneesPluriannualite"),
        SchemaColumn("dateDecision", Form.DATE),
        *_DECISION,
        *(SchemaColumn(name, Form.DATE) for name in ("dateCreation", "dateDebut", "dateFin")),
        *(SchemaColumn("dispositif"), SchemaColumn("sousDispositif")),
        SchemaColumn(
            "statutLabel",
            # « intruction » is how the schema spells it.
            choices=("en cours d'intruction", "attribuée", "ineligible", "refusée"),
        ),
        *(_must("objet", longest=_LONGEST), _NATURE),
        *(SchemaColumn("montantDemande", Form.NUMBER), SchemaColumn("montant", Form.NUMBER)),
        *(SchemaColumn("nomOutilInstruction"), SchemaColumn("nomOutilVersement")),
        *(SchemaColumn("ej"), SchemaColumn("cléVersement")),
        _must("conditionsVersement", choices=("unique", "échelonné", "autre")),
        _must("descriptionConditionsVersement", longest=_LONGEST),
        _PERIOD,
        SchemaColumn("cofinancement", choices=_YES_NO),
        *(SchemaColumn("attribuantsCofinanceurs"), SchemaColumn("idCofinancement")),
        *(_RAE, _must("notificationUE", choices=_YES_NO), _SHARE),
        SchemaColumn("evaluationCout", Form.NUMBER),
        SchemaColumn("evaluation"),
        SchemaColumn("dateMiseAJour", Form.DATE),
    ),
)

#: From the newest of the official ones; the extension comes last.
VERSIONS: tuple[Version, ...] = (_V2_1, _V2_0, _V1, _EXTENDED)
