"""Numbers passages in the order in which a fiche first cites them, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from terreau.publish.document import Note, NoteRef, RichText, Text
from terreau.publish.facts import PassageFact

KINDS = {"dossier": "dossier", "published": "source publiée", "note": "note de projet"}


class Notebook:
    """The notes of one fiche, growing as passages are cited."""

    def __init__(self, address: Callable[[str, int, int], str | None]) -> None:
        self._address = address
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._notes: list[Note] = []

    def refs(self, passages: Iterable[PassageFact], judged: str = "") -> RichText:
        """References to these passages, numbered now where they are new."""
        return tuple(NoteRef(number) for number in self.numbers(passages, judged))

    def numbers(self, passages: Iterable[PassageFact], judged: str = "") -> tuple[int, ...]:
        """The numbers of these passages, without repetition."""
        return tuple(dict.fromkeys(self._number(passage, judged) for passage in passages))

    def cited(self, words: str, passages: Iterable[PassageFact], judged: str = "") -> RichText:
        """Our words, followed by the references to what they rest on."""
        return (Text(words), *self.refs(passages, judged))

    def common_judge(self) -> str:
        """Who judged and when, where that is the same for every note; blank where it is not."""
        said = {note.judged or "" for note in self._notes}
        return said.pop() if len(said) == 1 else ""

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every note, in the order of its number; what is common to all is not repeated."""
        if self.common_judge():
            return tuple(replace(note, judged=None) for note in self._notes)
        return tuple(self._notes)

    def _number(self, passage: PassageFact, judged: str) -> int:
        key = (passage.sha256, passage.start, passage.end)
        if key not in self._numbers:
            self._numbers[key] = len(self._notes) + 1
            self._notes.append(
                Note(
                    number=self._numbers[key],
                    document_name=passage.document,
                    document_kind=KINDS[passage.document_kind],
                    quote=passage.quote,
                    page=passage.page,
                    url=self._address(*key),
                    judged=judged or None,
                )
            )
        return self._numbers[key]
