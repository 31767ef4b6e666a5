"""The background work of imports: one task, whatever the stage, done by the worker."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from terreau.collect.models import ImportRun
from terreau.collect.runs.stages import work


@task()
def work_on(run_pk: int) -> None:
    """Go on with an import until a person is needed."""
    work(run_pk, settings.MEDIA_ROOT, timezone.now())


def take_up_again() -> int:
    """Queue the imports whose work was cut short by a stop of the worker; how many there are."""
    states = ImportRun.State
    working = [states.READING, states.PLANNING, states.APPLYING, states.UNDOING]
    cut = list(ImportRun.objects.filter(state__in=working).values_list("pk", flat=True))
    for pk in cut:
        work_on.enqueue(pk)
    return len(cut)
