"""What follows from decisions on pairs of bodies: who is one, and who is told apart for ever. Pure.

Guarantees that groups never join two bodies that a decision holds apart, directly or through what
is the same as either; that the same decisions give the same groups in whatever order they come;
and that what stands in the way of a new decision can be named.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import NamedTuple

SAME, DIFFERENT, BRANCH = "same", "different", "branch"


class Link(NamedTuple):
    """A decision that holds on two bodies; of a branch, `body` is the branch of `other`.

    Ordered by `judgement`: the earliest decision first.
    """

    judgement: int
    body: int
    other: int
    relation: str

    @property
    def apart(self) -> bool:
        """Whether it says that they are two."""
        return self.relation != SAME


class Bonds:
    """The groups that a set of decisions makes.

    A decision that contradicts those kept before it is put in `unheeded`: what is apart first, then
    what is the same, each from the earliest.
    """

    def __init__(self, links: Iterable[Link]) -> None:
        ordered = sorted(links)
        self._parent: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, dict[int, Link]] = {}
        self._near: dict[int, list[Link]] = {}
        self._branches = [link for link in ordered if link.relation == BRANCH]
        self.unheeded: list[Link] = []
        for link in ordered:
            if link.apart:
                self._part(link)
        for link in ordered:
            if not link.apart and not self._join(link):
                self.unheeded.append(link)

    def add(self, link: Link) -> None:
        """Heed one more decision, which nothing stands against and which is the latest."""
        if link.relation == BRANCH:
            self._branches.append(link)
        if link.apart:
            self._part(link)
        else:
            self._join(link)

    def root(self, body: int) -> int:
        """The smallest body of its group: itself where it is alone."""
        parent = self._parent
        top = body
        while parent.get(top, top) != top:
            top = parent[top]
        while parent.get(body, body) != top:
            parent[body], body = top, parent[body]
        return top

    def members(self, body: int) -> tuple[int, ...]:
        """All the bodies that are the same as this one, itself with them, in order."""
        return tuple(sorted(self._members.get(self.root(body), [body])))

    def groups(self) -> list[tuple[int, ...]]:
        """Every group of several bodies, in order."""
        return sorted(tuple(sorted(one)) for one in self._members.values() if len(one) > 1)

    def linked(self) -> set[int]:
        """Every body that a decision names."""
        return {one for link in self._branches for one in (link.body, link.other)} | set(
            self._parent
        )

    def together(self, one: int, other: int) -> bool:
        """Whether two bodies are the same."""
        return self.root(one) == self.root(other)

    def apart(self, one: int, other: int) -> Link | None:
        """The earliest decision that holds them apart, itself or through their groups."""
        return self._apart.get(self.root(one), {}).get(self.root(other))

    def path(self, one: int, other: int) -> tuple[Link, ...]:
        """The shortest chain of decisions by which two bodies are the same; empty where none is."""
        came: dict[int, tuple[int, Link]] = {}
        waiting = deque([one])
        while waiting and other not in came:
            here = waiting.popleft()
            for link in self._near.get(here, ()):
                there = link.other if link.body == here else link.body
                if there != one and there not in came:
                    came[there] = (here, link)
                    waiting.append(there)
        chain: list[Link] = []
        while other in came and other != one:
            other, link = came[other]
            chain.append(link)
        return tuple(reversed(chain))

    def against(self, body: int, other: int, relation: str) -> Link | None:
        """The decision that stands in the way of saying this of two bodies, the latest of several.

        The caller has left out the decision that the new one takes the place of.
        """
        if relation == SAME:
            near = self.apart(body, other)
            return near or self._loop(body, other) or self._loop(other, body)
        if self.together(body, other):
            return max(self.path(body, other), default=None)
        if relation == BRANCH:
            return self._loop(body, other)
        return None

    def parents(self) -> Mapping[int, int]:
        """For the root of each group that is a branch, the root of the one it is a branch of.

        Of several, the latest decision is told.
        """
        found: dict[int, int] = {}
        for link in self._branches:
            body, other = self.root(link.body), self.root(link.other)
            if body != other:
                found[body] = other
        return found

    def _loop(self, body: int, other: int) -> Link | None:
        """The decision by which `other` is already, from branch to branch, a branch of `body`."""
        above: dict[int, list[tuple[int, Link]]] = {}
        for link in self._branches:
            above.setdefault(self.root(link.body), []).append((self.root(link.other), link))
        goal, seen, waiting = self.root(body), {self.root(other)}, deque([self.root(other)])
        while waiting:
            for there, link in above.get(waiting.popleft(), ()):
                if there == goal:
                    return link
                if there not in seen:
                    seen.add(there)
                    waiting.append(there)
        return None

    def _part(self, link: Link) -> None:
        one, other = self.root(link.body), self.root(link.other)
        for body in (one, other):
            self._parent.setdefault(body, body)
            self._members.setdefault(body, [body])
        self._apart.setdefault(one, {}).setdefault(other, link)
        self._apart.setdefault(other, {}).setdefault(one, link)

    def _join(self, link: Link) -> bool:
        one, other = self.root(link.body), self.root(link.other)
        if one != other and other in self._apart.get(one, {}):
            return False
        for body in (link.body, link.other):
            self._near.setdefault(body, []).append(link)
        if one == other:
            return True
        kept, gone = min(one, other), max(one, other)
        self._parent[kept] = self._parent[gone] = kept
        self._members[kept] = [
            *self._members.get(kept, [kept]),
            *self._members.pop(gone, [gone]),
        ]
        for third, held in self._apart.pop(gone, {}).items():
            del self._apart[third][gone]
            for near, far in ((kept, third), (third, kept)):
                known = self._apart.setdefault(near, {})
                known[far] = min(held, known.get(far, held))
        return True
