"""French verbs that may follow a project's name, third person of the present; no name is here."""

#: Folded (lower case, no accents), singular and plural.
VERBS = frozenset(
    {"a", "accompagne", "accompagnent", "accueille", "accueillent", "agissent", "agit", "aide",
     "aident", "amene", "amenent", "anime", "animent", "assure", "assurent", "cherche",
     "cherchent", "collecte", "collectent", "concoit", "concoivent", "conduisent", "conduit",
     "consiste", "consistent", "constitue", "constituent", "construisent", "construit",
     "contribue", "contribuent", "coordonne", "coordonnent", "cree", "creent", "cultive",
     "cultivent", "defend", "defendent", "deploie", "deploient", "developpe", "developpent",
     "diffuse", "diffusent", "dirige", "dirigent", "dispose", "disposent", "distribue",
     "distribuent", "donne", "donnent", "encourage", "encouragent", "enseigne", "enseignent",
     "entend", "entendent", "est", "etudie", "etudient", "experimente", "experimentent",
     "explore", "explorent", "expose", "exposent", "fabrique", "fabriquent", "facilite",
     "facilitent", "fait", "favorise", "favorisent", "federe", "federent", "font", "forme",
     "forment", "gere", "gerent", "habite", "habitent", "heberge", "hebergent", "imagine",
     "imaginent", "initie", "initient", "installe", "installent", "interviennent", "intervient",
     "invente", "inventent", "invite", "invitent", "joue", "jouent", "lance", "lancent", "loge",
     "logent", "lutte", "luttent", "mene", "menent", "met", "mettent", "milite", "militent",
     "mobilise", "mobilisent", "mutualise", "mutualisent", "oeuvre", "oeuvrent", "offre",
     "offrent", "ont", "organise", "organisent", "ouvre", "ouvrent", "partage", "partagent",
     "participe", "participent", "permet", "permettent", "pilote", "pilotent", "porte",
     "portent", "prend", "prennent", "produisent", "produit", "promeut", "promeuvent",
     "propose", "proposent", "rassemble", "rassemblent", "realise", "realisent", "recycle",
     "recyclent", "redonne", "redonnent", "regroupe", "regroupent", "relie", "relient",
     "rencontre", "rencontrent", "rend", "rendent", "renforce", "renforcent", "repare",
     "reparent", "repense", "repensent", "repond", "repondent", "represente", "representent",
     "restaure", "restaurent", "reunissent", "reunit", "revalorise", "revalorisent",
     "revitalise", "revitalisent", "s'adresse", "s'appuie", "s'engage", "se", "sensibilise",
     "sensibilisent", "sert", "servent", "sont", "souhaite", "souhaitent", "soutiennent",
     "soutient", "structure", "structurent", "suit", "suivent", "teste", "testent", "tiennent",
     "tient", "transforme", "transforment", "travaille", "travaillent", "utilise", "utilisent",
     "valorise", "valorisent", "vend", "vendent", "vise", "visent", "œuvre", "œuvrent"}
)  # fmt: skip
