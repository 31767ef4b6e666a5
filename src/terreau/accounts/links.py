"""Links that let someone in: signed, kept as a digest only, expiring, revocable, used once.

A token is `KEY.SECRET:SIGNATURE`. A forged one is refused before the database is asked; what the
database holds cannot be turned back into a link.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from terreau.accounts.errors import AccessClosed
from terreau.accounts.models import AccessEvent, Agent, EntryLink

SALT = "terreau.accounts.links"
INVITATION = timedelta(days=14)
RECOVERY = timedelta(days=1)
HOLDER = timedelta(days=90)
SECRET_BYTES = 32


@transaction.atomic
def make_link(
    agent: Agent,
    purpose: EntryLink.Purpose,
    *,
    by: Agent | None,
    at: datetime,
    lasts: timedelta,
    single_use: bool = True,
) -> str:
    """The token of a new link for `agent`; the ones it had for this purpose stop serving.

    `by` is None for the machine's command line. Raises AccessClosed.
    """
    if agent.user is not None and not agent.user.is_active:
        raise AccessClosed(agent.name)
    live_links(agent, at).filter(purpose=purpose).update(revoked_at=at)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = EntryLink.objects.create(
        agent=agent,
        purpose=purpose,
        single_use=single_use,
        digest=_digest(secret),
        by=by,
        created_at=at,
        expires_at=at + lasts,
    )
    AccessEvent.objects.create(
        kind=AccessEvent.Kind.LINK_MADE, about=agent, by=by, at=at, detail=purpose
    )
    return signing.Signer(salt=SALT).sign(f"{link.pk}.{secret}")


def read_link(token: str, at: datetime) -> EntryLink | None:
    """The link of a token, if it still serves at `at`; reading does not use it up."""
    return _serving(token, at, EntryLink.objects.select_related("agent__user", "by"))


def use_link(token: str, at: datetime) -> EntryLink | None:
    """The link of a token, used from now on; None where it does not serve (any more).

    To be called in a transaction: of two uses at once, one gets the link.
    """
    locked = EntryLink.objects.select_for_update(of=("self",)).select_related("agent__user", "by")
    link = _serving(token, at, locked)
    if link is None:
        return None
    link.used_at = at
    link.save(update_fields=["used_at"])
    return link


def live_links(agent: Agent, at: datetime) -> QuerySet[EntryLink]:
    """The links of `agent` that still serve at `at`."""
    unspent = Q(single_use=False) | Q(used_at__isnull=True)
    return EntryLink.objects.filter(
        unspent, agent=agent, revoked_at__isnull=True, expires_at__gt=at
    )


def _serving(token: str, at: datetime, links: QuerySet[EntryLink]) -> EntryLink | None:
    try:
        key, _, secret = signing.Signer(salt=SALT).unsign(token).partition(".")
    except signing.BadSignature:
        return None
    link = links.filter(pk=int(key)).first() if key.isdecimal() else None
    if link is None or not constant_time_compare(link.digest, _digest(secret)):
        return None
    spent = link.single_use and link.used_at is not None
    closed = link.agent.user is not None and not link.agent.user.is_active
    if spent or closed or link.revoked_at is not None or link.expires_at <= at:
        return None
    return link


def _digest(secret: str) -> str:
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()
