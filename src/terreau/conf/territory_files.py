"""What `terreau territory` does: loads official files into an instance, says what is loaded.

Every known failure becomes a UserError with a sentence, a hint and an exit status.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from terreau.conf.bootstrap import Progress, UserError, open_instance
from terreau.conf.instance import Instance

SHOWN = 20
COUNTS = ("read", "created", "updated", "unchanged", "rejected")


def load(
    instance: Instance,
    files: tuple[Path, ...],
    *,
    vintage: str = "",
    replace: bool = False,
    as_person: str | None = None,
) -> dict[str, Any]:
    """Load official files; a whole-instance right is asked for. UserError when none can be read."""
    open_instance(instance)
    # What needs the models can be imported only now that Django has started.
    from django.utils import timezone  # noqa: PLC0415

    from terreau.accounts.errors import NotAllowed  # noqa: PLC0415
    from terreau.accounts.permissions import Action, can  # noqa: PLC0415
    from terreau.accounts.services import person  # noqa: PLC0415
    from terreau.conf.failures import known_errors  # noqa: PLC0415
    from terreau.territory.official.loading import load_files  # noqa: PLC0415

    with known_errors():
        agent = person(as_person)
        if not can(agent, Action.ADMINISTER):
            raise NotAllowed(agent.name, Action.ADMINISTER.label, "cette instance")
        tell = Progress.on_terminal().write
        reports = load_files(files, timezone.now(), vintage=vintage, replace=replace, tell=tell)
    unread = [one for one in reports if not one.kind]
    if unread and len(unread) == len(reports):
        first = unread[0]
        code = first.rejections[0]["code"]
        raise UserError(code, f"« {first.source} » : {first.said}", first.hint)
    return {
        **{count: sum(getattr(one, count) for one in reports) for count in COUNTS},
        "files": [one.as_json() for one in reports],
        "rejections": [rejection for one in reports for rejection in one.rejections],
    }


def status(instance: Instance) -> dict[str, Any]:
    """Say which files are loaded, and what they give."""
    open_instance(instance)
    from terreau.conf.failures import known_errors  # noqa: PLC0415
    from terreau.territory.official.status import loaded  # noqa: PLC0415

    with known_errors():
        return loaded()


def load_text(report: dict[str, Any]) -> str:
    """The outcome of a load, file by file."""
    lines: list[str] = []
    for one in report["files"]:
        what = f" — {one['label']}" if one["label"] else ""
        year = f", millésime {one['vintage']}" if one["vintage"] else ""
        lines.append(f"{one['source']}{what}{year}")
        lines.append(f"  {_counts(one)}")
        lines += [f"  {remark}" for remark in _remarks(one)]
    if len(report["files"]) > 1:
        lines.append(f"En tout : {_counts(report)}")
    lines += _rejected(report["rejections"])
    return "\n".join(lines)


def _rejected(rejections: list[dict[str, str]]) -> list[str]:
    """The rejected rows: the first of each reason in each file, and how many are like it."""
    if not rejections:
        return []
    alike: dict[tuple[str, str], list[dict[str, str]]] = {}
    for one in rejections:
        alike.setdefault((one["source"], one["code"]), []).append(one)
    lines = [f"Rejetés ({len(rejections)}) :"]
    for rows in list(alike.values())[:SHOWN]:
        first, more = rows[0], len(rows) - 1
        lines.append(f"  · {first['source']}, {first['where']} : {first['message']}")
        if more:
            others = "une autre ligne" if more == 1 else f"{more} autres lignes"
            lines.append(f"    et {others} pour une raison semblable (option --json)")
    if len(alike) > SHOWN:
        lines.append(f"  … et {len(alike) - SHOWN} autres raisons (option --json pour tout voir)")
    return lines


def _counts(report: dict[str, Any]) -> str:
    return (
        f"Lus : {report['read']} · créés : {report['created']} · mis à jour : {report['updated']}"
        f" · inchangés : {report['unchanged']} · rejetés : {report['rejected']}"
    )


def _remarks(one: dict[str, Any]) -> list[str]:
    remarks = []
    if one["restored"]:
        remarks.append(f"Codes dont le zéro initial a été remis : {one['restored']}.")
    if one["removed"]:
        remarks.append(f"Retirés, car le fichier ne les dit plus : {one['removed']}.")
    if one["absent"]:
        remarks.append(
            f"Territoires absents de ce fichier, laissés comme ils étaient : {one['absent']} "
            "(--replace les retire)."
        )
    return remarks


def status_text(report: dict[str, Any]) -> str:
    """What is loaded, and how many communes have a position of their own."""
    communes, own = report["communes"], report["own_positions"]
    lines = [f"Communes placées sur leur propre position : {own} sur {communes}."]
    if not report["files"]:
        lines.append(
            "Aucun fichier officiel n’est chargé : voir « terreau territory load --help »."
        )
        return "\n".join(lines)
    lines.append("Fichiers chargés :")
    for one in report["files"]:
        year = f", millésime {one['vintage']}" if one["vintage"] else ""
        lines.append(f"  {one['loaded_at'][:10]}  {one['name']} — {one['label']}{year}")
    lines.append("Ce qui est connu :")
    lines += [f"  {one['label']} : {one['count']}" for one in report["known"]]
    return "\n".join(lines)
