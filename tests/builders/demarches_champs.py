"""One champ of every kind that the platform's schema has, with invented content.

Keys are the schema's own fields, as its server resolves them; not the aliases of any query.
"""

from typing import Any

Node = dict[str, Any]

COMMUNE = {"code": "33063", "name": "Bordeaux", "postalCode": "33000"}
DEPARTEMENT = {"code": "33", "name": "Gironde"}
ADDRESS = {
    "label": "2 Rue des Écoles 33000 Bordeaux",
    "type": "housenumber",
    "streetAddress": "2 Rue des Écoles",
    "postalCode": "33000",
    "cityName": "Bordeaux",
    "cityCode": "33063",
    "departmentName": "Gironde",
    "departmentCode": "33",
    "regionName": "Nouvelle-Aquitaine",
    "regionCode": "75",
}


def champ(kind: str, label: str, text: str | None = "", **more: Any) -> Node:
    mark = f"{kind}-{label}"
    return {
        "__typename": kind,
        "id": mark,
        "champDescriptorId": f"descripteur-{mark}",
        "label": label,
        "stringValue": text,
        "updatedAt": "2024-10-16T10:05:33+02:00",
        "prefilled": False,
        "columns": [],
        **more,
    }


def body(siret: str, name: str, *, rna: str = "") -> Node:
    """A legal person, as an applicant or behind a SIRET."""
    association = {"rna": rna, "titre": name, "objet": "Un objet", "dateCreation": "2010-01-01"}
    return {
        "__typename": "PersonneMorale",
        "id": f"etablissement-{siret}",
        "siret": siret,
        "siegeSocial": True,
        "naf": "94.99Z",
        "libelleNaf": "Autres organisations",
        "address": ADDRESS,
        "entreprise": {
            "siren": siret[:9],
            "raisonSociale": name,
            "nomCommercial": "",
            "formeJuridique": "Association déclarée",
            "formeJuridiqueCode": "9220",
            "siretSiegeSocial": siret,
            "dateCreation": "2010-01-01",
        },
        "association": association if rna else None,
    }


def file(name: str, content: bytes, url: str, checksum: str) -> Node:
    return {
        "filename": name,
        "contentType": "application/pdf",
        "checksum": checksum,
        "byteSizeBigInt": str(len(content)),
        "byteSize": len(content),
        "url": url,
        "createdAt": "2024-10-16T10:05:33+02:00",
        "virusScanResult": "safe",
    }


def _places() -> list[Node]:
    return [
        champ(
            "AddressChamp",
            "Adresse du projet",
            ADDRESS["label"],
            address=ADDRESS,
            commune=COMMUNE,
            departement=DEPARTEMENT,
        ),
        champ("CommuneChamp", "Commune du projet", "Bordeaux (33000)", commune=COMMUNE),
        champ("DepartementChamp", "Département du projet", "33 – Gironde", departement=DEPARTEMENT),
        champ("EpciChamp", "Intercommunalité", "Bordeaux Métropole",
              epci={"code": "243300316", "name": "Bordeaux Métropole"}),
        champ("RegionChamp", "Région", "Nouvelle-Aquitaine",
              region={"code": "75", "name": "Nouvelle-Aquitaine"}),
        champ("PaysChamp", "Pays", "France", pays={"code": "FR", "name": "France"}),
        champ("CarteChamp", "Emprise", "", geoAreas=[
            {
                "__typename": "ParcelleCadastrale", "id": "p1", "source": "cadastre",
                "geometry": {}, "description": None, "commune": "33063", "numero": "42",
                "prefixe": "000", "section": "AB", "surface": "120",
            },
            {
                "__typename": "SelectionUtilisateur", "id": "s1", "geometry": {},
                "source": "selection_utilisateur", "description": "Le jardin partagé",
            },
        ]),
    ]  # fmt: skip


def _choices() -> list[Node]:
    return [
        champ("DropDownListChamp", "Thématique", "Alimentation", value="Alimentation"),
        champ("LinkedDropDownListChamp", "Direction", "Pôle / Service",
              primaryValue="Pôle", secondaryValue="Service"),
        champ("MultipleDropDownListChamp", "Publics", "Jeunes, Aînés", values=["Jeunes", "Aînés"]),
        champ("CheckboxChamp", "Engagement", "true", value=True),
        champ("YesNoChamp", "Déjà financé ?", "false", value=False),
        champ("CiviliteChamp", "Civilité du contact", "Mme", value="Mme"),
    ]  # fmt: skip


def _numbers_and_dates() -> list[Node]:
    return [
        champ("DecimalNumberChamp", "Budget total", "12500.5", value=12500.5),
        champ("IntegerNumberChamp", "Nombre de bénéficiaires", "120", value="120"),
        champ("DateChamp", "Date de début", "15 janvier 2025", date="2025-01-15"),
        champ("DatetimeChamp", "Rendez-vous", "15 janvier 2025 10:00",
              datetime="2025-01-15T10:00:00+01:00"),
        champ("EngagementJuridiqueChamp", "Engagement juridique", "2100000001",
              engagementJuridique={"montantEngage": "1000,00", "montantPaye": "0"}),
    ]  # fmt: skip


def _bodies() -> list[Node]:
    return [
        champ("SiretChamp", "SIRET du partenaire", "13002526500013",
              etablissement=body("13002526500013", "DINUM")),
        champ("RNAChamp", "Numéro RNA", "W331234567",
              rna={"id": "W331234567", "title": "Les Voisins", "address": ADDRESS},
              commune=COMMUNE, departement=DEPARTEMENT),
        champ("RNFChamp", "Numéro RNF", "033-FDD-00001-00",
              rnf={"id": "033-FDD-00001-00", "title": "Fondation d’essai", "address": ADDRESS},
              commune=COMMUNE, departement=DEPARTEMENT),
    ]  # fmt: skip


def _texts() -> list[Node]:
    return [
        champ("TextChamp", "Intitulé du projet", "Le jardin des voisins",
              value="Le jardin des voisins"),
        champ("TextChamp", "Résumé du projet", "Un jardin tenu par ses voisins.",
              value="Un jardin tenu par ses voisins."),
        champ("TextChamp", "IBAN", "FR76 3000 6000 0112 3456 7890 189",
              value="FR76 3000 6000 0112 3456 7890 189"),
        champ("HeaderSectionChamp", "1. Le projet", None, level=1),
        champ("ExplicationChamp", "Lisez ceci", None),
        champ("DossierLinkChamp", "Dossier précédent", "12", dossier=None),
        champ("TitreIdentiteChamp", "Carte d’identité", None, filled=True,
              grantType="piece_justificative"),
    ]  # fmt: skip


def every_champ() -> list[Node]:
    """At least one champ of each kind; a repeated block and a file field among them."""
    row = [
        champ("TextChamp", "Nom du partenaire", "Régie de quartier", value="Régie de quartier"),
        champ("CommuneChamp", "Commune d’intervention", "Bordeaux", commune=COMMUNE),
    ]
    other = [champ("TextChamp", "Nom du partenaire", "Les Ateliers", value="Les Ateliers")]
    return [
        *_texts(),
        *_places(),
        *_choices(),
        *_numbers_and_dates(),
        *_bodies(),
        champ("PieceJustificativeChamp", "Budget détaillé", "", files=[]),
        champ("RepetitionChamp", "Partenaires", "", rows=[
            {"id": "r1", "champs": row}, {"id": "r2", "champs": other},
        ]),
    ]  # fmt: skip
