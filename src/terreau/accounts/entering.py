"""Every way in ends in `open_session`; wrong passwords make one wait.

A second factor belongs between a password or a link that is right and `open_session`; a sign-in
by another service (OpenID Connect) ends there too, with the account that it has recognised.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import authenticate, login
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from terreau.accounts.models import AccessEvent, Agent, FailedSignIns, User

BACKEND = "django.contrib.auth.backends.ModelBackend"
FREE_TRIES = 5
WAIT = timedelta(minutes=15)
BY_LINK = "by_link"


class TooManyTries(Exception):
    """Nobody may try this address before `wait` has passed."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


def user_of(request: HttpRequest, email: str, password: str, at: datetime) -> User | None:
    """The account that this address and password open; None where they open none.

    The answer and the time it takes are the same for an unknown address, a wrong password and a
    closed access. Raises TooManyTries after FREE_TRIES wrong passwords.
    """
    address = email.strip().lower()
    key = salted_hmac("terreau.accounts.tries", address, algorithm="sha256").hexdigest()
    _count_try(key, at)
    user = authenticate(request, username=address, password=password)
    if not isinstance(user, User):
        return None
    FailedSignIns.objects.filter(key=key).delete()
    return user


@transaction.atomic
def _count_try(key: str, at: datetime) -> None:
    """Count a try before the password is looked at, so that many at once are counted too."""
    FailedSignIns.objects.filter(last_at__lte=at - WAIT).delete()
    FailedSignIns.objects.get_or_create(key=key, defaults={"last_at": at})
    tries = FailedSignIns.objects.select_for_update().get(key=key)
    if tries.count >= FREE_TRIES:
        raise TooManyTries(tries.last_at + WAIT - at)
    tries.count += 1
    tries.last_at = at
    tries.save(update_fields=["count", "last_at"])


def open_session(
    request: HttpRequest,
    agent: Agent,
    *,
    at: datetime,
    until: datetime | None = None,
    by_link: bool = False,
) -> None:
    """Sign `agent`, who has an account, in: a new session key, no session of another person.

    The session ends at `until` at the latest. `by_link`: the person proved who they are by a
    link, and may choose a password without giving the one before.
    """
    if agent.user is None:
        raise ValueError("nobody signs in without an account")
    login(request, agent.user, backend=BACKEND)
    if until is not None:
        usual = request.session.get_expiry_age()
        request.session.set_expiry(min(usual, int((until - at).total_seconds())))
    request.session[BY_LINK] = by_link
    request.session.clear_expired()
    AccessEvent.objects.create(
        kind=AccessEvent.Kind.SIGNED_IN, about=agent, by=agent, at=at, detail="link" * by_link
    )
