"""Where an import is: the page of each stage, and the bar that leads from one to the other."""

from __future__ import annotations

from django.urls import reverse

from terreau.collect.models import ImportRun
from terreau.web.parts import Step

State = ImportRun.State

FILES, PROGRESS, COLUMNS, PLAN, DONE = "files", "progress", "columns", "plan", "done"
BAR = (
    (FILES, "Déposer"),
    (PROGRESS, "Lire"),
    (COLUMNS, "Colonnes"),
    (PLAN, "Plan"),
    (DONE, "Entré"),
)
#: The page that a stage is acted on, and the step of the bar that it has reached.
PAGES = {
    State.RECEIVING: (FILES, 0),
    State.READING: (PROGRESS, 1),
    State.STOPPED: (PROGRESS, 1),
    State.FAILED: (PROGRESS, 1),
    State.MAPPING: (COLUMNS, 2),
    State.PLANNING: (PROGRESS, 2),
    State.PLANNED: (PLAN, 3),
    State.APPLYING: (PROGRESS, 3),
    State.APPLIED: (DONE, 4),
    State.UNDOING: (PROGRESS, 4),
    State.UNDONE: (DONE, 4),
}


def address(run: ImportRun, name: str = "", *more: object) -> str:
    """The address of a page of an import; of the one to act on now, without a name."""
    name = name or PAGES[State(run.state)][0]
    return reverse(f"collect:{name}", args=[run.portfolio.slug, run.pk, *more])


def bar(run: ImportRun, here: str) -> list[Step]:
    """The steps of an import as seen from the page `here`: what was reached can be read again."""
    reached = PAGES[State(run.state)][1]
    steps = []
    for number, (name, label) in enumerate(BAR):
        if name == here:
            steps.append(Step(label, "current"))
        elif number <= reached:
            steps.append(Step(label, "done", address(run, name)))
        else:
            steps.append(Step(label, "to_do"))
    return steps
