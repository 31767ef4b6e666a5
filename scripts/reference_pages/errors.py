"""The page of messages: codes, sentences and hints, found in the sources of the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.reference_pages import ROOT, words

PACKAGE = ROOT / "src" / "terreau"
CODE = re.compile(r"[a-z]+(?:_[a-z0-9]+)*")
# Where a call says a code, then a sentence, then what to do: positions among its arguments.
CALLS = {
    "UserError": ("errors", 0),
    "OfficialFileError": ("errors", 0),
    "Rejected": ("official", 1),
    "reject": ("official", 1),
    "_fail": ("errors", 2),
    "Finding": ("findings", 0),
    "Remark": ("remarks", 2),
    "_warn": ("remarks", 1),
    "_reject": ("remarks", 1),
}
# Dictionaries that map codes to sentences.
TABLES = {"SENTENCES": "errors", "DOUBTS": "remarks", "REJECTIONS": "remarks"}
TITLES = {
    "errors": "Erreurs : rien n'est écrit",
    "remarks": "Rejets et doutes d'un import",
    "official": "Rejets de `terreau territory load`",
    "findings": "Constats de `terreau check`",
}


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A code with its sentence and what to do, as the sources say them."""

    group: str
    code: str
    sentence: str
    hint: str


def messages() -> list[Message]:
    """Every message of the program, sorted and without repetition."""
    found: set[Message] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found.update(_of_class(node))
            elif isinstance(node, ast.FunctionDef):
                found.update(_of_calls(node))
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                found.update(_of_table(node))
    return sorted(found)


def page() -> str:
    """The whole page."""
    found = messages()
    wordless = words.words("sentences")
    words.same("[sentences]", {one.code for one in found if not one.sentence}, wordless)
    blocks = []
    for group, title in TITLES.items():
        rows = [
            (f"`{one.code}`", one.sentence or wordless[one.code], one.hint)
            for one in found
            if one.group == group
        ]
        blocks += [f"## {title}", words.table(("code", "message", "que faire"), rows)]
    return words.page("Messages", words.text("errors"), *blocks)


def _said(node: ast.expr | None, scope: ast.AST | None = None) -> str:
    """A string as written, its variable parts between braces; a name is looked up in `scope`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace("{nb}", "\u00a0")
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else f"{{{_short(part)}}}"
            for part in node.values
        )
    if isinstance(node, ast.BoolOp):
        return _said(node.values[-1], scope)
    if isinstance(node, ast.Name) and scope is not None:
        return _given(node, scope)
    if isinstance(node, ast.IfExp):
        return " / ".join(filter(None, (_said(node.body, scope), _said(node.orelse, scope))))
    return ""


def _given(name: ast.Name, scope: ast.AST) -> str:
    """What a name was given: each of the branches of a class, else the last before its use."""
    given = sorted(
        (one.lineno, _said(one.value))
        for one in ast.walk(scope)
        if isinstance(one, ast.Assign)
        and one.lineno < name.lineno
        and any(isinstance(to, ast.Name) and to.id == name.id for to in one.targets)
    )
    said = list(dict.fromkeys(text for _, text in given if text))
    inside = isinstance(scope, ast.FunctionDef) and scope.name == "__init__"
    return " / ".join(said if inside else said[-1:])


def _short(part: ast.expr) -> str:
    """The last name of a variable part: `error.strerror` is « strerror »."""
    value = part.value if isinstance(part, ast.FormattedValue) else part
    if isinstance(value, ast.BoolOp):
        return _short(value.values[0])
    if isinstance(value, ast.Call) and value.args:
        return _short(value.args[0])
    names = [
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(part)
        if isinstance(node, ast.Attribute | ast.Name)
    ]
    return names[0].lower() if names else "…"


def _of_class(node: ast.ClassDef) -> Iterator[Message]:
    """An exception with a `code` of its own."""
    own = {
        target.id: one.value
        for one in node.body
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    code = _said(own.get("code"))
    made = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"]
    if not code or not made:
        return
    hints = [
        _said(one.value, made[0])
        for one in ast.walk(made[0])
        if isinstance(one, ast.Assign)
        and isinstance(one.targets[0], ast.Attribute)
        and one.targets[0].attr == "hint"
    ]
    sentence = next(
        (
            _said(one.args[0], made[0])
            for one in ast.walk(made[0])
            if isinstance(one, ast.Call)
            and isinstance(one.func, ast.Attribute)
            and one.func.attr == "__init__"
            and one.args
        ),
        "",
    )
    yield Message("errors", code, sentence, " / ".join(hints) or _said(own.get("hint")))


def _of_calls(scope: ast.FunctionDef) -> Iterator[Message]:
    for node in ast.walk(scope):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name not in CALLS:
            continue
        group, place = CALLS[name]
        code = _said(node.args[place]) if len(node.args) > place else ""
        if CODE.fullmatch(code):
            yield Message(group, code, *_two(node.args[place + 1 : place + 3], scope))


def _two(arguments: Sequence[ast.expr], scope: ast.AST) -> tuple[str, str]:
    said = [*(_said(one, scope) for one in arguments), "", ""]
    return said[0], said[1]


def _of_table(node: ast.Assign | ast.AnnAssign) -> Iterator[Message]:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if not isinstance(target, ast.Name) or target.id not in TABLES:
        return
    if isinstance(node.value, ast.Dict):
        for key, value in zip(node.value.keys, node.value.values, strict=True):
            yield Message(TABLES[target.id], _said(key), _said(value), "")
