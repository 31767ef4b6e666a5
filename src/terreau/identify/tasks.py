"""The background work of the desk: one task, which reads the names of a portfolio."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from terreau.identify.models import IdentifyRun
from terreau.identify.running import work


@task()
def read_names(run_pk: int) -> None:
    """Do a reading that was asked for."""
    run = IdentifyRun.objects.select_related("portfolio").get(pk=run_pk)
    if run.is_working:
        work(run, timezone.now())


def take_up_again() -> int:
    """Queue the readings that a stop of the worker cut short; how many there are."""
    cut = list(
        IdentifyRun.objects.filter(state=IdentifyRun.State.WORKING).values_list("pk", flat=True)
    )
    for pk in cut:
        read_names.enqueue(pk)
    return len(cut)
