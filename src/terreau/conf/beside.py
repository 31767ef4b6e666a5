"""What the demonstration brings in the background: the fictitious portfolio, and names read.

Guarantees that it is brought in once, whole or not at all: what is there already stays as it is.
"""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from terreau.accounts.services import ensure_owner
from terreau.collect.services import ImportRequest, import_files
from terreau.conf.examples import example
from terreau.identify.running import ask, latest, work
from terreau.identify.tasks import read_names
from terreau.portfolio.models import Portfolio

FICTITIOUS = "fictif"


@task()
def bring_fictitious() -> None:
    """Import the example portfolio `fictif`, as the instance's owner, where it is missing.

    Its names are read too, so that its desk is ready.
    """
    if fictitious_is_there():
        return
    import_files(
        ImportRequest(
            sources=(example(FICTITIOUS),),
            portfolio=FICTITIOUS,
            reader=None,
            scheme=settings.DEFAULT_SCHEME,
            media_root=settings.MEDIA_ROOT,
            by=ensure_owner(None),
            at=timezone.now(),
        )
    )
    bring_names(Portfolio.objects.get(slug=FICTITIOUS), later=False)


def bring_names(portfolio: Portfolio, *, later: bool) -> None:
    """Read the names of a portfolio for its desk, once; `later`, by the worker of the site."""
    if latest(portfolio) is not None:
        return
    now = timezone.now()
    run = ask(portfolio, ensure_owner(None), now)
    if later:
        read_names.enqueue(run.pk)
    else:
        work(run, now)


def fictitious_is_there() -> bool:
    """Whether the instance has the fictitious portfolio: an import is one transaction."""
    return Portfolio.objects.filter(slug=FICTITIOUS).exists()
