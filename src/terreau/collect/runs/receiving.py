"""Receives the files of an import: bytes first, under their SHA-256, then a row for each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.db import transaction
from django.db.models import Max

from terreau.accounts.models import Agent
from terreau.collect.errors import WrongStage
from terreau.collect.models import ImportRun, ReceivedFile
from terreau.portfolio.models import Portfolio
from terreau.portfolio.services import store_stream

NAME_LENGTH, FOLDER_LENGTH = 255, 500


def begin(portfolio: Portfolio, by: Agent, at: datetime) -> ImportRun:
    """A new import, ready to receive files."""
    return ImportRun.objects.create(portfolio=portfolio, by=by, at=at)


def receive(
    run: ImportRun,
    name: str,
    parts: Iterable[bytes],
    media_root: Path,
    *,
    folder: str = "",
    archive: str = "",
) -> ReceivedFile:
    """Keep one file, as it comes; WrongStage where the import no longer takes any."""
    if run.state not in {ImportRun.State.RECEIVING, ImportRun.State.READING}:
        raise WrongStage(run.get_state_display())
    sha256, size = store_stream(media_root, parts)
    with transaction.atomic():
        # One at a time: two browsers may send at once, and each file has a rank of its own.
        ImportRun.objects.select_for_update().get(pk=run.pk)
        last = run.files.aggregate(last=Max("position"))["last"]
        return ReceivedFile.objects.create(
            run=run,
            position=0 if last is None else last + 1,
            name=(PurePosixPath(name.replace("\\", "/")).name or "fichier")[-NAME_LENGTH:],
            folder=clean_folder(folder),
            archive=archive[-NAME_LENGTH:],
            sha256=sha256,
            size=size,
        )


def clean_folder(folder: str) -> str:
    """A path inside what was dropped, without what would lead out of it."""
    parts = PurePosixPath(folder.replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in {"/", "..", "."})[-FOLDER_LENGTH:]


def discard(file: ReceivedFile) -> None:
    """Take a file back before anything was read; its bytes stay, harmless without a row."""
    if file.run.state != ImportRun.State.RECEIVING:
        raise WrongStage(file.run.get_state_display())
    file.delete()
