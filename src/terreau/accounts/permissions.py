"""The one place that says who may do what.

Pages, commands and, later, the API ask `can`; nobody reads memberships elsewhere. Without an
agent (a visitor) only what is public can be viewed. A model or a document's source never acts by
itself: a person acts by its means. Who has been closed out may do nothing, from that moment on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from terreau.accounts.models import INSTANCE_SCOPE, Agent, Membership


class Action(StrEnum):
    """What can be asked for."""

    VIEW = "view"
    READ = "read"
    IMPORT = "import"
    JUDGE = "judge"
    PUBLISH = "publish"
    INVITE = "invite"
    ADMINISTER = "administer"

    @property
    def label(self) -> str:
        """How the interface names it."""
        return LABELS[self]


LABELS = {
    Action.VIEW: "voir",
    Action.READ: "lire les dossiers",
    Action.IMPORT: "faire entrer des fichiers",
    Action.JUDGE: "juger",
    Action.PUBLISH: "publier",
    Action.INVITE: "inviter un porteur de projet",
    Action.ADMINISTER: "administrer",
}


class Scoped(Protocol):
    """Something that rights are given on."""

    @property
    def access_scope(self) -> str:
        """Such as `portfolio:neo-terra`."""

    @property
    def public(self) -> bool:
        """Whether anyone may view it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A project of a portfolio: rights on the whole hold on it, rights on it hold there alone."""

    whole: Scoped
    slug: str

    @property
    def access_scope(self) -> str:
        """Such as `project:neo-terra:ludosens`."""
        return f"project:{self.whole.access_scope.partition(':')[2]}:{self.slug}"

    @property
    def public(self) -> bool:
        """As the whole is."""
        return self.whole.public


Target = TypeVar("Target", bound=Scoped)

ALLOWED: dict[str, frozenset[Action]] = {
    Membership.Role.OWNER: frozenset(Action),
    Membership.Role.OFFICER: frozenset(Action) - {Action.ADMINISTER},
    Membership.Role.PANELLIST: frozenset({Action.VIEW, Action.READ, Action.JUDGE}),
    Membership.Role.READER: frozenset({Action.VIEW, Action.READ}),
    Membership.Role.HOLDER: frozenset({Action.VIEW}),
}


def can(agent: Agent | None, action: Action, target: Scoped | None = None) -> bool:
    """Whether `agent` may do `action` on `target`, or on the whole instance where it is None.

    One query, and none for what is public or for a visitor.
    """
    if _open_to_all(action, target):
        return True
    return _among(_held(agent), action, target)


def allowed(agent: Agent | None, action: Action, targets: Iterable[Target]) -> list[Target]:
    """Those of `targets` that `agent` may do `action` on, in their order, in one query."""
    held = _held(agent)
    return [one for one in targets if _open_to_all(action, one) or _among(held, action, one)]


def granted(agent: Agent | None, target: Scoped) -> frozenset[Action]:
    """All that `agent` may do on `target`, in one query."""
    held = _held(agent)
    return frozenset(
        one for one in Action if _open_to_all(one, target) or _among(held, one, target)
    )


def _open_to_all(action: Action, target: Scoped | None) -> bool:
    return action is Action.VIEW and target is not None and target.public


def _held(agent: Agent | None) -> set[tuple[str, str]]:
    """The roles of an agent, each with its scope; none for a machine or who was closed out."""
    if agent is None or agent.kind != Agent.Kind.PERSON:
        return set()
    rows = Membership.objects.filter(agent=agent).exclude(agent__user__is_active=False)
    return set(rows.values_list("role", "scope"))


def _among(held: set[tuple[str, str]], action: Action, target: Scoped | None) -> bool:
    scopes = {INSTANCE_SCOPE}
    if target is not None:
        scopes.add(target.access_scope)
    if isinstance(target, Part):
        scopes.add(target.whole.access_scope)
    return any(action in ALLOWED[role] for role, scope in held if scope in scopes)
