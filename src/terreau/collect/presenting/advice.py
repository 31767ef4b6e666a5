"""What to do about a record that was rejected, by the code of its reason."""

from __future__ import annotations

IN_THE_FILE = "Corrigez cette ligne dans le fichier, puis faites entrer le fichier de nouveau."
ADVICE = {
    "no_name": "Donnez un nom au projet dans cette ligne, ou dites quelle colonne le contient.",
    "bad_field": "Raccourcissez ce texte dans le fichier, puis faites-le entrer de nouveau.",
    "unknown_concept": "Demandez que ce référentiel soit chargé, puis refaites le plan.",
    "password_protected": "Enregistrez une copie sans mot de passe, puis déposez-la.",
    "empty_file": "Demandez le fichier complet à la personne qui l’a envoyé.",
}


def advice(code: str) -> str:
    """One sentence that says what to do next."""
    return ADVICE.get(code, IN_THE_FILE)
