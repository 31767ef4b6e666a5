"""The command line's answers in plain French, drawn from the same reports as the JSON."""

from __future__ import annotations

import shlex
from typing import Any

SHOWN = 20


def _remarks(title: str, remarks: list[dict[str, str]]) -> list[str]:
    if not remarks:
        return []
    lines = [f"{title} ({len(remarks)}) :"]
    lines += [f"  · {_place(item)} : {item['message']}" for item in remarks[:SHOWN]]
    if len(remarks) > SHOWN:
        lines.append(f"  … et {len(remarks) - SHOWN} autres (option --json pour tout voir)")
    return lines


def _place(remark: dict[str, str]) -> str:
    """Where a remark points: its file, then the place in it where there is one."""
    source, where = remark.get("source", ""), remark["where"]
    if where in {"", "fichier", source}:
        return source or where
    return f"{source}, {where}" if source else where


def import_text(report: dict[str, Any]) -> str:
    """The outcome of an import."""
    lines = [
        f"Lus : {report['read']} · créés : {report['created']} · mis à jour : {report['updated']}"
        f" · inchangés : {report['unchanged']} · rejetés : {report['rejected']}"
    ]
    if report.get("dry_run"):
        lines.append("Essai seulement : rien n’a été écrit.")
    lines += _remarks("À corriger avant de recommencer", report["rejections"])
    lines += _remarks("À vérifier", report["warnings"])
    return "\n".join(lines)


def fetch_text(report: dict[str, Any]) -> str:
    """What was received from a démarche, and what to do with it."""
    lines = [
        f"Dossiers reçus : {report['dossiers']} · pièces : {report['pieces']}"
        f" · pièces déjà là : {report['kept_pieces']}"
    ]
    if report["resumed"]:
        lines.append("La réception interrompue a été reprise où elle en était.")
    if report["incremental"]:
        lines.append("Seul ce qui a changé depuis la dernière fois a été demandé.")
    lines += _remarks("À vérifier", report["problems"])
    folder = shlex.quote(report["folder"])
    lines.append(f"Ensuite : terreau import {folder} --portfolio mon-portefeuille")
    return "\n".join(lines)


def publish_text(report: dict[str, Any]) -> str:
    """Where the fiches and the site lie."""
    lines: list[str] = []
    for sheet in report["sheets"]:
        count = sheet["projects"]
        plural = "s" if count > 1 else ""
        lines.append(f"Ambition {sheet['notation']} — {sheet['title']} ({count} projet{plural})")
        lines += [f"  {path}" for path in sheet["files"]]
    if report.get("site"):
        lines.append(f"Le site à publier : {report['site']}")
    return "\n".join(lines) or "Aucune ambition n’a encore de projet : aucune fiche écrite."


def sign_in_text(report: dict[str, Any]) -> str:
    """A link per person, and how it serves."""
    lines = ["Pour entrer (chaque lien sert une seule fois, pendant un jour) :"]
    for link in report["sign_in"]:
        lines += [f"  {link['name']} ({link['label']}) :", f"    {link['url']}"]
    if not report.get("url"):
        lines.append("Si le site est servi à une autre adresse, changez le début du lien.")
    return "\n".join(lines)


def init_text(report: dict[str, Any]) -> str:
    """Where the instance is, and what to do with it."""
    folder = shlex.quote(report["instance"])
    return "\n".join(
        (
            f"Instance prête : {report['instance']}",
            "Ensuite :",
            f"  terreau import FICHIER --portfolio mon-portefeuille --instance {folder}",
            f"  terreau serve --instance {folder}",
            sign_in_text(report),
            f"Un autre lien : terreau sign-in-link --instance {folder}",
        )
    )


def demo_text(report: dict[str, Any]) -> str:
    """The instance, the files and the address of the site."""
    lines = [
        f"Instance : {report['instance']} ({report['projects']} projets)",
        publish_text(report),
    ]
    lines.append(sign_in_text(report))
    if report["url"]:
        lines.append(f"Le site est servi : {report['url']} (Ctrl-C arrête)")
    return "\n".join(lines)


def check_text(report: dict[str, Any]) -> str:
    """What is wrong and how to mend it."""
    if not report["findings"]:
        return "Tout va bien."
    lines: list[str] = []
    for finding in report["findings"]:
        lines.append(f"{finding['message']}\n  → {finding['hint']}")
    return "\n".join(lines)


def identify_text(report: dict[str, Any]) -> str:
    """What was read and proposed, and where to answer."""
    places, bodies, named = report["territories"], report["organisations"], report["named"]
    return "\n".join(
        (
            f"Lieux lus\u00a0: {places['read']} · déjà situés\u00a0: {places['placed']}"
            f" · proposés\u00a0: {places['proposed']} · à choisir\u00a0: {places['ambiguous']}"
            f" · inconnus\u00a0: {places['unknown']}",
            f"Organismes lus\u00a0: {bodies['bodies']} · mentions\u00a0: {bodies['mentions']}"
            f" · rapprochements proposés\u00a0: {bodies['proposed']}"
            f" · dont très sûrs\u00a0: {bodies['sure']}"
            f" · chaînes coupées\u00a0: {bodies['cut']}",
            f"Noms dans les textes\u00a0: {named['in_texts']}"
            f" · qui ressemblent à un organisme connu\u00a0: {named['recognised']}"
            f" · de personnes\u00a0: {named['persons']}",
            "Rien n’est décidé\u00a0: répondez sur la page «\u00a0Identification\u00a0» du "
            "portefeuille.",
        )
    )
