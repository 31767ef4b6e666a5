"""What reading gives: a name at its place in a text, and its role as the sentence says it."""

from __future__ import annotations

from typing import Final, NamedTuple

HOLDER: Final = "holder"
PARTNER: Final = "partner"
FUNDER: Final = "funder"
HOST: Final = "host"
BENEFICIARY: Final = "beneficiary"


class Found(NamedTuple):
    """An organisation named in a text.

    `text[start:end]` (code points, end excluded) is what is written; `name` is the same with its
    blanks made single. `role` is a role of participation, "" where the sentence does not say;
    `cue` is what told it (or what told that this is an organisation). `sure` is False where the
    name or the role is doubtful: a wish, a negation, a name that only its place in a list tells.
    """

    start: int
    end: int
    name: str
    role: str
    cue: str
    sure: bool
