"""The one place that says who may do what.

Pages, commands and, later, the API ask `can`; nobody reads memberships elsewhere. Without an
agent (a visitor) only what is public can be viewed. A model or a document's source never acts by
itself: a person acts by its means.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from terreau.accounts.models import INSTANCE_SCOPE, Agent, Membership


class Action(StrEnum):
    """What can be asked for."""

    VIEW = "view"
    IMPORT = "import"
    JUDGE = "judge"
    PUBLISH = "publish"
    ADMINISTER = "administer"

    @property
    def label(self) -> str:
        """How the interface names it."""
        return LABELS[self]


LABELS = {
    Action.VIEW: "voir",
    Action.IMPORT: "faire entrer des fichiers",
    Action.JUDGE: "juger",
    Action.PUBLISH: "publier",
    Action.ADMINISTER: "administrer",
}


class Scoped(Protocol):
    """Something that rights are given on."""

    @property
    def access_scope(self) -> str:
        """Such as `portfolio:neo-terra`."""

    public: bool


ALLOWED: dict[str, frozenset[Action]] = {
    Membership.Role.OWNER: frozenset(Action),
    Membership.Role.OFFICER: frozenset({Action.VIEW, Action.IMPORT, Action.JUDGE, Action.PUBLISH}),
    Membership.Role.PANELLIST: frozenset({Action.VIEW, Action.JUDGE}),
    Membership.Role.READER: frozenset({Action.VIEW}),
}


def can(agent: Agent | None, action: Action, target: Scoped | None = None) -> bool:
    """Whether `agent` may do `action` on `target`, or on the whole instance where it is None."""
    if action is Action.VIEW and target is not None and target.public:
        return True
    if agent is None or agent.kind != Agent.Kind.PERSON:
        return False
    scopes = [INSTANCE_SCOPE] if target is None else [INSTANCE_SCOPE, target.access_scope]
    held = Membership.objects.filter(agent=agent, scope__in=scopes).values_list("role", flat=True)
    return any(action in ALLOWED[role] for role in held)
