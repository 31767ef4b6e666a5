# ruff: noqa: E501 - sentences of an example are kept whole
"""Fiches to render: a full one, the least one, an extreme one. Their wording is invented."""

import datetime as dt

from terreau.publish.document import (
    ActorCell,
    BulletList,
    Callout,
    Column,
    Columns,
    Contribution,
    ContributionRow,
    ContributionTable,
    Fiche,
    KeyFigure,
    Link,
    ListItem,
    Note,
    Paragraph,
    RoleMark,
    Section,
    Text,
    rich,
)
from terreau.publish.figures import (
    Area,
    EnjeuRoles,
    KindCount,
    Place,
    Role,
    SharedActor,
    kinds_strip,
    places_map,
    roles_matrix,
    shared_network,
)

DATE = dt.date(2026, 3, 1)
REGION = ("16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87")
AIGUILLON = RoleMark("aiguillon", "Aiguillon")
INSPIRATEUR = RoleMark("inspirateur", "Inspirateur")
CONNECTEUR = RoleMark("connecteur", "Connecteur")
ROLES = tuple(Role(mark.notation, mark.label) for mark in (AIGUILLON, INSPIRATEUR, CONNECTEUR))
SHARED = (
    SharedActor("Ville de Bordeaux", ("Le Jardin des passages", "La Maison des cousines")),
    SharedActor(
        "Bordeaux Métropole",
        ("Le Jardin des passages", "La Maison des cousines", "Cuisines du monde"),
    ),
    SharedActor(
        "Caisse des Solidarités inventée", ("Coopérative jeunesse du port", "Club des deux rives")
    ),
    SharedActor("Fondation Trois-Chênes", ("Le Jardin des passages", "Club des deux rives")),
)
ENJEUX = (
    "Inclure les publics en difficulté",
    "Donner la parole aux plus jeunes",
    "Lutter contre les discriminations",
    "Œuvrer pour la cohésion sociale en ruralité",
)


def argued(mark: RoleMark | None, words: str, note: int) -> Contribution:
    return Contribution(mark, rich(words, note))


def project(
    name: str,
    summary: str,
    actors: tuple[str | ActorCell, ...],
    contributions: tuple[Contribution, ...],
    *,
    place: str | None = None,
    title: str | None = None,
) -> ContributionRow:
    cells = tuple(
        ActorCell(actor, "category") if isinstance(actor, str) else actor for actor in actors
    )
    slug = name.lower().replace(" ", "-")
    return ContributionRow(
        name,
        rich(summary),
        cells,
        contributions,
        title,
        place,
        f"https://terreau.test/projets/{slug}/",
    )


def body(name: str, projects: int = 1, note: str | None = None) -> ActorCell:
    slug = name.lower().replace(" ", "-")
    return ActorCell(name, "organisation", f"https://terreau.test/acteurs/{slug}/", projects, note)


INCLUSION = (
    project(
        "La Graine",
        "Une caisse d’alimentation solidaire, essayée avec 150 étudiants qui reçoivent 100 € par mois en monnaie locale.",
        (
            "associations d’aide alimentaire",
            "commerçants",
            "producteurs",
            "syndicats paysans",
            "universités",
            "collectivités",
        ),
        (
            argued(
                AIGUILLON,
                "Fait entrer l’idée d’un droit à l’alimentation dans l’action sociale et chez les producteurs.",
                2,
            ),
            argued(
                CONNECTEUR,
                "Réunit producteurs, commerçants et associations étudiantes autour d’une monnaie locale et de circuits courts.",
                3,
            ),
        ),
    ),
    project(
        "Le Jardin des passages",
        "Des forêts comestibles en ville, que de jeunes adultes neuro-atypiques plantent puis font découvrir aux habitants.",
        (
            "écoles",
            body("Ville de Bordeaux", 2),
            body("Bordeaux Métropole", 3),
            body("Fondation Trois-Chênes", 2),
            body("Parc aux Ormes", 1, "parcelle potagère"),
        ),
        (
            argued(
                CONNECTEUR,
                "Croise le jardinage, le soin et l’école, et fait travailler ensemble des métiers qui s’ignoraient.",
                4,
            ),
            argued(
                INSPIRATEUR,
                "Montre une façon d’inclure que d’autres communes peuvent reprendre telle quelle.",
                5,
            ),
        ),
        place="Bordeaux",
        title="Passerelles vertes",
    ),
    project(
        "La Maison des cousines",
        "Des lieux ordinaires tenus par des personnes handicapées, dont une auberge de jeunesse.",
        (
            body("Ville de Bordeaux", 2),
            body("Bordeaux Métropole", 3),
            body("DITEP des Deux-Rives"),
            body("Réemploi & Cie"),
            "organismes de formation",
        ),
        (
            argued(
                INSPIRATEUR,
                "Passe du principe à la pratique, là où les freins l’emportent d’ordinaire.",
                6,
            ),
            argued(CONNECTEUR, "Met face à face le médico-social et le tourisme.", 7),
        ),
        place="Bordeaux",
    ),
)
JEUNES = (
    project(
        "Agora des lycées",
        "Des outils tirés des conseils citoyens, mis entre les mains de ceux qui accompagnent les jeunes.",
        ("associations", "coopératives étudiantes", "centres sociaux", "organismes de formation"),
        (
            argued(
                INSPIRATEUR,
                "Reprend des outils éprouvés et les donne à un autre milieu, l’éducation populaire.",
                8,
            ),
        ),
    ),
    project(
        "Coopérative jeunesse du port",
        "Chaque été, des jeunes des quartiers montent leur entreprise de services et la dirigent ensemble.",
        (
            body("Caisse des Solidarités inventée", 2),
            body("Communauté d’agglomération du Port"),
            "collectivités locales",
        ),
        (
            argued(
                INSPIRATEUR,
                "Apporte l’entrepreneuriat coopératif dans les méthodes de l’éducation populaire.",
                9,
            ),
            argued(
                CONNECTEUR,
                "Donne un terrain commun aux entreprises et aux acteurs de la jeunesse.",
                10,
            ),
        ),
        place="La Rochelle",
    ),
)
DISCRIMINATIONS = (
    project(
        "Dites-le au travail",
        "Parler de la santé des femmes dans l’entreprise, et y changer le regard.",
        ("entreprises", "médecine du travail", "collectivités locales"),
        (
            argued(AIGUILLON, "Fait voir un sujet que personne ne nommait dans l’entreprise.", 11),
            argued(
                INSPIRATEUR, "Outille directement les directions et les ressources humaines.", 12
            ),
        ),
    ),
    project(
        "Relais des aidants",
        "Une plateforme qui rend visibles les proches aidants et les accompagne.",
        (
            "hôpitaux",
            "associations médico-sociales",
            "centres communaux d’action sociale",
            body("Union des employeurs de Haute-Vallée"),
        ),
        (
            argued(
                INSPIRATEUR, "Assemble un bouquet de solutions adapté à un territoire étendu.", 13
            ),
        ),
        place="Corrèze",
    ),
    project(
        "Cuisines du monde",
        "La cuisine comme métier pour des femmes réfugiées ou issues de l’immigration.",
        ("restaurants", "structures d’insertion", body("Bordeaux Métropole", 3)),
        (
            argued(
                INSPIRATEUR,
                "Fait de l’activité des femmes une porte d’entrée dans la restauration.",
                14,
            ),
            argued(CONNECTEUR, "Rapproche l’action sociale et les restaurateurs.", 15),
        ),
        place="Bordeaux",
    ),
)
RURALITE = (
    project(
        "Le Café du plateau",
        "Un café de village qui est aussi un lieu de services et de culture.",
        (
            "associations du territoire",
            "acteurs culturels",
            body("Réseau des liens", 1, "réseau d’acteurs du lien social"),
        ),
        (
            argued(
                CONNECTEUR,
                "Relie en milieu rural la culture, l’action sociale et la vie du village.",
                16,
            ),
        ),
        place="Flayat",
    ),
    project(
        "Résidences d’été",
        "Architectes, artistes et habitants dessinent ensemble l’avenir de communes en perte d’élan.",
        ("collectivités locales", "écoles supérieures", "collectifs artistiques", "habitants"),
        (
            argued(
                CONNECTEUR,
                "Invite élus, habitants et artistes à imaginer ensemble leur cadre de vie.",
                17,
            ),
            argued(INSPIRATEUR, "Propose un format que d’autres territoires peuvent suivre.", 18),
        ),
        place="Gironde",
    ),
    project(
        "La Table d’en haut",
        "Un café associatif, des services aux habitants et une aide alimentaire.",
        ("institutions", "acteurs de l’action sociale", "acteurs culturels", "universités"),
        (
            argued(
                CONNECTEUR,
                "Fait travailler ensemble associations sociales, culturelles et habitants.",
                19,
            ),
        ),
        place="Périgueux (siège)",
    ),
    project(
        "Club des deux rives",
        "Un sport collectif sans contact, à la campagne comme en ville, pour se mêler et apprendre.",
        (
            "centres sociaux",
            body("Caisse des Solidarités inventée", 2),
            body("Fondation Trois-Chênes", 2),
        ),
        (
            argued(AIGUILLON, "Fait connaître un sport ouvert à tous les corps.", 20),
            argued(CONNECTEUR, "Relie des jeunes de la ville et de la campagne.", 21),
        ),
        place="Limoges",
    ),
)


def notes(count: int) -> tuple[Note, ...]:
    return tuple(
        Note(
            number=number,
            document_name=f"Note de projet n° {number}",
            document_kind="note",
            quote="Le projet réunit des acteurs qui ne travaillaient pas ensemble : "
            "\"c'est là sa force\", dit l'un d'eux.",
            page=1 if number % 2 else None,
            url=f"https://terreau.test/passages/{number}/",
        )
        for number in range(1, count + 1)
    )


def table_section(number: int, rows: tuple[ContributionRow, ...]) -> Section:
    return Section(
        id=f"enjeu-2-{number}",
        heading=ENJEUX[number - 1],
        kicker=f"Enjeu {number}",
        blocks=(
            ContributionTable(
                "Projets, acteurs mobilisés et contribution. Chaque numéro renvoie au passage "
                "sur lequel repose l’affirmation.",
                rows,
            ),
        ),
    )


def full_fiche(*, fictitious: bool = True, living_url: str | None = None) -> Fiche:
    """A fiche like that of an ambition with four enjeux and twelve projects."""
    where = places_map(
        (
            Place(
                "Bordeaux",
                44.85,
                -0.58,
                ("Le Jardin des passages", "La Maison des cousines", "Cuisines du monde"),
            ),
            Place("La Rochelle", 46.16, -1.15, ("Coopérative jeunesse du port",)),
            Place("Flayat", 45.79, 2.49, ("Le Café du plateau",), approximate=True),
            Place("Périgueux", 45.18, 0.72, ("La Table d’en haut",), seat_only=True),
            Place("Limoges", 45.83, 1.26, ("Club des deux rives",)),
        ),
        (
            Area("19", "Corrèze", ("Relais des aidants",)),
            Area("33", "Gironde", ("Résidences d’été",)),
        ),
        departements=REGION,
        without_place=3,
        position=2,
        title="Où agissent les projets",
    )
    matrix = roles_matrix(
        tuple(
            EnjeuRoles(label, counts)
            for label, counts in zip(
                ENJEUX, ((1, 2, 3), (0, 2, 1), (1, 3, 1), (1, 1, 4)), strict=True
            )
        ),
        ROLES,
        title="Relier d’abord, montrer la voie ensuite",
    )
    kinds = kinds_strip(
        (
            KindCount("collectivités", 5),
            KindCount("associations", 4),
            KindCount("organismes de formation", 3),
            KindCount("centres sociaux", 2),
            KindCount("entreprises", 2),
            KindCount("acteurs culturels", 2),
        ),
        position=2,
        title="Des collectivités aux entreprises",
    )
    links = shared_network(SHARED, position=2, title="Quatre organismes relient six projets")
    assert where
    assert matrix
    assert kinds
    assert links
    return Fiche(
        title="Ancrer les solidarités au cœur des transitions",
        kicker="Néo Terra · Ambition 2",
        position=2,
        date=DATE,
        lead=rich(
            "Neuf projets sur douze relient des mondes qui s’ignoraient, surtout là où l’action publique manque de relais : l’entreprise, le village, l’école.",
            1,
        ),
        lead_figure=where,
        key_figures=(
            KeyFigure("12", "projets lauréats répondent à cette ambition"),
            KeyFigure("4", "enjeux couverts"),
            KeyFigure("38", "acteurs cités, dont 4 présents dans plusieurs projets"),
            KeyFigure("8", "projets jouent deux rôles à la fois"),
        ),
        context=(
            Paragraph(
                rich(
                    "La stratégie régionale pose six ambitions pour conduire les transitions. "
                    "Celle-ci part d’un constat : la transition peut fragiliser davantage ceux qui le sont déjà. "
                    "Il s’agit d’y associer ",
                    Text("tous les habitants", strong=True),
                    ", et de ne laisser personne au bord du chemin.",
                    1,
                )
            ),
            Paragraph(
                rich(
                    "Trois rôles décrivent ce qu’un projet fait pour ceux qui l’entourent : ",
                    AIGUILLON,
                    " ouvre un sujet que personne ne voyait, ",
                    INSPIRATEUR,
                    " montre que c’est possible, ",
                    CONNECTEUR,
                    " fait travailler ensemble des acteurs qui s’ignoraient.",
                )
            ),
        ),
        sections=(
            Section(
                "roles-par-enjeu",
                "Relier d’abord, montrer la voie ensuite",
                (matrix,),
                "Vue d’ensemble",
            ),
            Section(
                "filieres-et-acteurs",
                "Les filières et les acteurs mis en mouvement",
                (
                    Columns(
                        (
                            Column(
                                "Filières",
                                (
                                    BulletList(
                                        (
                                            ListItem(rich("Action sociale et solidarités", 1)),
                                            ListItem(rich("Jeunesse, vieillesse, handicap", 1)),
                                            ListItem(rich("Formation", 1)),
                                        )
                                    ),
                                ),
                            ),
                            Column("Types d’acteurs", (kinds,)),
                        )
                    ),
                ),
            ),
            *(
                table_section(number, rows)
                for number, rows in enumerate(
                    (INCLUSION, JEUNES, DISCRIMINATIONS, RURALITE), start=1
                )
            ),
            Section(
                "liens",
                "Qui relie qui",
                (
                    links,
                    Callout(
                        "Ce que la fiche ne dit pas encore.",
                        rich(
                            "Trois projets sur douze n’indiquent pas de lieu ; ils manquent sur la carte."
                        ),
                    ),
                ),
            ),
            Section(
                "leviers-et-defis",
                "Ce qui aide, ce qui freine",
                (
                    Columns(
                        (
                            Column(
                                "Leviers",
                                (
                                    BulletList(
                                        (
                                            ListItem(
                                                rich(
                                                    "S’allier à des acteurs reconnus du métier : médecine du travail, centres sociaux, universités.",
                                                    1,
                                                ),
                                                "9 projets",
                                            ),
                                            ListItem(
                                                rich(
                                                    "Expérimenter, pour partager le risque autant que pour régler l’outil.",
                                                    1,
                                                ),
                                                "7 projets",
                                            ),
                                        )
                                    ),
                                ),
                            ),
                            Column(
                                "Défis",
                                (
                                    BulletList(
                                        (
                                            ListItem(
                                                rich(
                                                    "Le temps long de la confiance, face à des ressources courtes.",
                                                    1,
                                                )
                                            ),
                                        )
                                    ),
                                ),
                            ),
                        )
                    ),
                ),
            ),
        ),
        notes=notes(21),
        method=(
            Paragraph(
                rich(
                    "Chaque rôle a été lu dans une note de projet, puis confirmé par une personne. Aucun dossier n’a été lu."
                )
            ),
            Paragraph(
                rich(
                    "Les notes et la liste complète se trouvent ",
                    Link("dans les données du portefeuille", "https://terreau.test/donnees/"),
                    ".",
                ),
                quiet=True,
            ),
        ),
        licence=rich(
            "Licence Ouverte 2.0 : réutilisation libre, à condition d’en citer la source."
        ),
        publisher="Région imaginaire",
        author="Équipe innovation sociale",
        living_url=living_url,
        fictitious=fictitious,
    )


def empty_fiche() -> Fiche:
    """The least fiche: an ambition to which no project answers yet."""
    return Fiche(
        title="À compléter",
        kicker="Stratégie · Ambition 1",
        position=1,
        date=DATE,
        lead=rich("Aucun projet du portefeuille ne répond encore à cette ambition."),
        context=(),
        key_figures=(),
        sections=(
            Section(
                "projets",
                "Les projets",
                (
                    Callout(
                        "Aucun projet.",
                        rich("Cette page se remplira quand un projet sera rattaché à l’ambition."),
                        "empty",
                    ),
                ),
            ),
        ),
        notes=(),
        method=(),
        licence=rich("Licence Ouverte 2.0."),
        publisher="Région imaginaire",
    )


def extreme_fiche() -> Fiche:
    """Very long names, marks of several languages, rows without role or actor, eleven ambitions."""
    endless = (
        "Fédération interdépartementale " * 6 + "des-associations-intercommunales-de-développement"
    )
    rough = r"#let x = 1; $a_b$ *gras* _i_ [x] \ <lab> @ref // = titre -- ~ `code` ' \" & <b>é</b>"
    rows = (
        ContributionRow(endless, rich(rough), (), ()),
        ContributionRow(
            "Sans rôle",
            rich("Un projet dont le rôle n’a pas été établi."),
            tuple(ActorCell(f"{endless} {index}") for index in range(9)),
            (Contribution(None, rich("Argument sans rôle.", 1)),),
        ),
        ContributionRow(
            "Rôle inconnu",
            rich("= pas un titre"),
            (ActorCell("habitants", "category"),),
            (
                Contribution(
                    RoleMark("veilleur", "Veilleur de très longue haleine"), rich("Mot " * 240)
                ),
            ),
        ),
    )
    return Fiche(
        title=f"Une ambition au titre interminable : {endless}",
        kicker="Autre stratégie · Ambition 11",
        position=11,
        date=DATE,
        lead=rich(rough),
        context=(Paragraph(rich(rough, 1)),),
        key_figures=(KeyFigure("1 234 567", "projets"), KeyFigure("3", "enjeux")),
        sections=(
            Section("seul", "Un seul enjeu", (ContributionTable("Tableau", rows),), "Enjeu 1"),
        ),
        notes=(Note(1, rough, "dossier", rough * 4, 12, "https://terreau.test/p/1/"),),
        method=(Paragraph(rich(rough)),),
        licence=rich("Licence"),
        publisher=endless,
        fictitious=True,
    )
