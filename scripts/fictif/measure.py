"""How good the invented texts are as a test bed: repetition, and how well a plain model reads them.

The classifier is TF-IDF and a linear SVM, cross-validated so that no project is in two folds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.fictif.dossier import Dossier
from scripts.fictif.french import plain

FOLDS = 5
FLOOR, CEILING = 0.5, 0.9
TWICE_AT_MOST = 0.03


@dataclass(frozen=True, slots=True)
class Repetition:
    """Shares, from 0 to 1, of the sentences that occur at least twice over all dossiers.

    `masked` counts two sentences that differ only by a number as the same.
    """

    sentences: int
    exact: float
    masked: float


@dataclass(frozen=True, slots=True)
class Quality:
    """Cross-validated accuracy and macro-F1, from 0 to 1."""

    accuracy: float
    macro_f1: float


def repetition(dossiers: Sequence[Dossier]) -> Repetition:
    """Over every sentence of every piece, normalised: case, accents, signs and spaces aside."""
    said = [plain(s) for one in dossiers for piece in one.pieces for s in piece.sentences]
    return Repetition(len(said), _twice(said), _twice([re.sub(r"\d+", "0", text) for text in said]))


def _twice(said: Sequence[str]) -> float:
    counts = Counter(said)
    return sum(n for n in counts.values() if n > 1) / max(1, len(said))


def classify(dossiers: Sequence[Dossier], *, level: str, seed: int) -> Quality:
    """Predict the main `ambition` or `enjeu` of a dossier from the text of one of its pieces."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.metrics import accuracy_score, f1_score  # noqa: PLC0415
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    pieces = [piece for one in dossiers for piece in one.pieces]
    texts = [" ".join(piece.sentences) for piece in pieces]
    labels = [getattr(piece.project, level) for piece in pieces]
    groups = [piece.project.number for piece in pieces]
    model = make_pipeline(
        TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2), LinearSVC()
    )
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    found = cross_val_predict(model, texts, labels, groups=groups, cv=folds)
    return Quality(
        float(accuracy_score(labels, found)), float(f1_score(labels, found, average="macro"))
    )


def report(dossiers: Sequence[Dossier], seed: int, seconds: float) -> int:
    """Print the figures; 1 when one of them is out of its bounds, else 0."""
    pieces = [piece for one in dossiers for piece in one.pieces]
    projects = [one.project for one in dossiers]
    said = repetition(dossiers)
    print(f"projets                         {len(projects)}")
    print(f"dossiers                        {len(pieces)}")
    print(f"phrases                         {said.sentences}")
    print(f"phrases dites deux fois         {said.exact:.2%} (au plus {TWICE_AT_MOST:.0%})")
    print(f"… nombres mis à part            {said.masked:.2%}")
    found = {level: classify(dossiers, level=level, seed=seed) for level in ("ambition", "enjeu")}
    for level, quality in found.items():
        print(
            f"TF-IDF et SVM, {level:<17}exactitude {quality.accuracy:.3f}, "
            f"macro-F1 {quality.macro_f1:.3f} (entre {FLOOR} et {CEILING})"
        )
    for title, values in (
        ("par ambition", [one.ambition for one in projects]),
        ("par rôle", [role for one in projects for role in one.roles or ("aucun",)]),
        ("par année", [str(one.year) for one in projects]),
        ("par département", [one.at.departement for one in projects]),
        ("par stade", [one.stage for one in projects]),
    ):
        print(f"{title:<32}{_shares(values)}")
    print(f"textes écrits en                {seconds:.1f} s")
    figures = [v for q in found.values() for v in (q.accuracy, q.macro_f1)]
    fine = said.exact <= TWICE_AT_MOST and all(FLOOR <= v <= CEILING for v in figures)
    return 0 if fine else 1


def _shares(values: Sequence[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(Counter(values).items()))
