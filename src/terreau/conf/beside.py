"""Brings the fictitious portfolio beside the real one, in the background of the demonstration.

Guarantees that it is brought in once, whole or not at all: what is there already stays as it is.
"""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from terreau.accounts.services import ensure_owner
from terreau.collect.services import ImportRequest, import_files
from terreau.conf.examples import example
from terreau.portfolio.models import Portfolio

FICTITIOUS = "fictif"


@task()
def bring_fictitious() -> None:
    """Import the example portfolio `fictif`, as the instance's owner, where it is missing."""
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


def fictitious_is_there() -> bool:
    """Whether the instance has the fictitious portfolio: an import is one transaction."""
    return Portfolio.objects.filter(slug=FICTITIOUS).exists()
