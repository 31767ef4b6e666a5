"""The question put to the API: every field of a dossier that is read, and no identity document.

Aliases keep apart the fields `value`, whose type changes from one kind of champ to the next.
Names of fields: the platform's published GraphQL schema.
"""

from __future__ import annotations

#: The most dossiers that the platform gives in one answer.
MAX_PAGE = 100

_FILE = "filename contentType checksum byteSize: byteSizeBigInt url createdAt"
_ADDRESS = (
    "label type streetAddress postalCode cityName cityCode departmentName departmentCode "
    "regionName regionCode"
)

_FRAGMENTS = f"""
fragment FileParts on File {{ {_FILE} }}
fragment AddressParts on Address {{ {_ADDRESS} }}
fragment BodyParts on PersonneMorale {{
  siret siegeSocial naf libelleNaf
  address {{ ...AddressParts }}
  entreprise {{
    siren raisonSociale nomCommercial enseigne formeJuridique formeJuridiqueCode
    siretSiegeSocial dateCreation
  }}
  association {{ rna titre objet dateCreation }}
}}
fragment ChampParts on Champ {{
  __typename id champDescriptorId label stringValue updatedAt
  ... on AddressChamp {{
    address {{ ...AddressParts }} commune {{ code name postalCode }} departement {{ code name }}
  }}
  ... on CarteChamp {{
    geoAreas {{
      __typename description
      ... on ParcelleCadastrale {{ commune numero prefixe section surface }}
    }}
  }}
  ... on CheckboxChamp {{ checked: value }}
  ... on CiviliteChamp {{ civilite: value }}
  ... on CommuneChamp {{ commune {{ code name postalCode }} departement {{ code name }} }}
  ... on DateChamp {{ date }}
  ... on DatetimeChamp {{ datetime }}
  ... on DecimalNumberChamp {{ decimalNumber: value }}
  ... on DepartementChamp {{ departement {{ code name }} }}
  ... on DossierLinkChamp {{ dossier {{ number state }} }}
  ... on DropDownListChamp {{ choice: value }}
  ... on EngagementJuridiqueChamp {{ engagementJuridique {{ montantEngage montantPaye }} }}
  ... on EpciChamp {{ epci {{ code name }} departement {{ code name }} }}
  ... on HeaderSectionChamp {{ level }}
  ... on IntegerNumberChamp {{ integerNumber: value }}
  ... on LinkedDropDownListChamp {{ primaryValue secondaryValue }}
  ... on MultipleDropDownListChamp {{ values }}
  ... on PaysChamp {{ pays {{ code name }} }}
  ... on PieceJustificativeChamp {{ files {{ ...FileParts }} }}
  ... on RegionChamp {{ region {{ code name }} }}
  ... on RNAChamp {{
    rna {{ id title address {{ ...AddressParts }} }}
    commune {{ code name postalCode }} departement {{ code name }}
  }}
  ... on RNFChamp {{
    rnf {{ id title address {{ ...AddressParts }} }}
    commune {{ code name postalCode }} departement {{ code name }}
  }}
  ... on SiretChamp {{ etablissement {{ ...BodyParts }} }}
  ... on TextChamp {{ text: value }}
  ... on TitreIdentiteChamp {{ filled }}
  ... on YesNoChamp {{ selected: value }}
}}
fragment RootChampParts on Champ {{
  ...ChampParts
  ... on RepetitionChamp {{ rows {{ id champs {{ ...ChampParts }} }} }}
}}
fragment DossierParts on Dossier {{
  __typename id number archived state motivation
  dateDepot datePassageEnConstruction datePassageEnInstruction dateTraitement
  dateDerniereModification
  groupeInstructeur {{ number label }}
  instructeurs {{ email }}
  labels {{ name }}
  usager {{ email }}
  deposeParUnTiers nomMandataire prenomMandataire
  demandeur {{
    __typename
    ... on PersonneMorale {{ ...BodyParts }}
    ... on PersonneMoraleIncomplete {{ siret }}
    ... on PersonnePhysique {{ civilite nom prenom email }}
  }}
  champs {{ ...RootChampParts }}
  annotations {{ ...RootChampParts }}
  avis {{
    id question reponse questionLabel questionAnswer dateQuestion dateReponse
    claimant {{ email }} expert {{ email }}
    attachments {{ ...FileParts }}
  }}
}}
"""

DOSSIERS = f"""
query TerreauDossiers(
  $number: Int!, $first: Int!, $after: String, $since: ISO8601DateTime
) {{
  demarche(number: $number) {{
    number title state
    dossiers(first: $first, after: $after, updatedSince: $since) {{
      pageInfo {{ hasNextPage endCursor }}
      nodes {{ ...DossierParts }}
    }}
  }}
}}
{_FRAGMENTS}
"""

QUERIES: dict[str, str] = {"dossiers": DOSSIERS}
