"""HTML in a text: which tags to take out, what they marked, and where words would else be glued.

Guarantees one pass over the text, whatever it holds; `<` that opens no known tag stays as written.
"""

import re
from dataclasses import dataclass, field

from terreau.collect.readers.markup.edits import Edit
from terreau.collect.readers.markup.model import Kind, Mark

BOLD = frozenset({"b", "strong"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CELLS = frozenset({"td", "th"})
# A paragraph needs only white space around it (tab-separated cells hold paragraphs); these need
# a line of their own.
LINES = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt",
     "figcaption", "figure", "footer", "form", "head", "header", "hr", "html", "li", "main",
     "nav", "ol", "pre", "section", "table", "tbody", "tfoot", "thead", "title", "tr", "ul"}
) | frozenset(HEADINGS)  # fmt: skip
SILENT = frozenset({"script", "style"})
INLINE = frozenset(
    {"a", "abbr", "area", "audio", "base", "bdi", "bdo", "big", "button", "canvas", "center",
     "cite", "code", "col", "colgroup", "data", "datalist", "del", "dfn", "em", "embed",
     "fieldset", "font", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "link",
     "map", "mark", "meta", "noscript", "object", "option", "picture", "q", "s", "samp", "select",
     "small", "source", "span", "strike", "sub", "summary", "sup", "svg", "template", "textarea",
     "time", "tt", "u", "var", "video", "wbr"}
)  # fmt: skip
KNOWN = BOLD | CELLS | LINES | SILENT | INLINE | {"p", "br"}

LINE, CELL, BREAK, PARAGRAPH = "line", "cell", "break", "paragraph"
STRENGTH = {LINE: 4, CELL: 3, BREAK: 2, PARAGRAPH: 1}

# Possessive quantifiers: no position is read twice, even where `>` never comes.
TOKEN = re.compile(
    r"<(?:(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*+)(?P<rest>(?:[\s/][^<>]*+)?)>"
    r"|(?P<comment>!--)|(?P<other>[!?][A-Za-z][^<>]*+>)"
    r"|(?P<link>(?:https?://|mailto:)[^<>\s]*+)>)"
)
BLANK = re.compile(r"\n[ \t]*\n")


@dataclass(slots=True)
class Stripped:
    """The edits that take the tags out, and what they marked; all offsets are before the edits.

    Some line ends do not end a line of the file: those inside the stretches `soft_feeds`, and
    those put by the edits whose ranks are in `soft_edits`.
    """

    edits: list[Edit] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    soft_feeds: list[tuple[int, int]] = field(default_factory=list)
    soft_edits: list[int] = field(default_factory=list)


def strip(source: str) -> Stripped:
    """Find the HTML tags of a text whose line ends are LF."""
    walk = _Walk(source)
    position = 0
    while (token := TOKEN.search(source, position)) is not None:
        position = walk.take(token)
    walk.finish()
    return walk.found


class _Walk:
    """One pass over the tags, in order."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found = Stripped()
        self.pending: tuple[int, str] | None = None  # rank of the edit that may become a break
        self.last = "\n"  # last code point of text met
        self.feed_since = True  # a line feed stands since the last visible code point
        self.done = 0
        self.absent: set[str] = set()  # closers known not to come: looked for once
        self.opened: dict[str, tuple[int, int]] = {}
        self.bold_depth = 0
        self.bold_start = 0
        self.line = range(-1)
        self.line_has_tab = False

    def take(self, token: re.Match[str]) -> int:
        """Deal with one token; returns where to go on."""
        if token["comment"]:
            return self._skip(token.start(), token.end(), "-->")
        if token["other"]:
            self._remove(token.start(), token.end())
            return token.end()
        if token["link"]:
            self._remove(token.start(), token.start() + 1)
            self._text(token.start() + 1, token.end() - 1)
            self._remove(token.end() - 1, token.end())
            return token.end()
        name = token["name"].lower()
        if name not in KNOWN:
            return token.end("name")
        start, end = token.start(), token.end()
        closing = bool(token["close"])
        if name in SILENT and not closing:
            return self._skip(start, end, f"</{name}")
        self._before(name, closing, start)
        self._remove(start, end, self._break(name))
        self._after(name, closing, end)
        return end

    def finish(self) -> None:
        """Close what the file left open."""
        end = len(self.source)
        self._text(self.done, end)
        self._close_bold(end)
        for name in ("heading", "item", "cell", "row"):
            self._close(name, end)
        self.found.marks.sort(key=lambda mark: (mark.start, -mark.end, mark.kind))

    def _skip(self, start: int, end: int, closer: str) -> int:
        """Take out everything up to `closer`, or nothing where it never comes."""
        if closer in self.absent:
            return end
        found = re.compile(re.escape(closer), re.IGNORECASE).search(self.source, end)
        if found is None:
            self.absent.add(closer)
            return end
        # the closing tag of an element is taken out as any other
        after = found.start() if closer.startswith("</") else found.end()
        self._remove(start, after)
        return after

    def _remove(self, start: int, end: int, separator: str = "") -> None:
        self._text(self.done, start)
        self.found.edits.append(Edit(start, end))
        self.done = end
        if not separator:
            return
        if self.pending is None:
            self.pending = (len(self.found.edits) - 1, separator)
        elif STRENGTH[separator] > STRENGTH[self.pending[1]]:
            self.pending = (self.pending[0], separator)

    def _text(self, start: int, end: int) -> None:
        """Note the text between two tags, and settle the break that waits before it."""
        if start >= end:
            return
        source = self.source
        first = start
        while first < end and source[first] in " \t\n":
            first += 1
        space = source[start:first]
        if first < end:
            self._settle(space)
            self.feed_since = False
            last = end
            while source[last - 1] in " \t\n":
                last -= 1
            tail = source[last:end]
            self.last = source[end - 1]
            self.feed_since = "\n" in tail
        elif space:
            self.last = source[end - 1]
            self.feed_since = self.feed_since or "\n" in space
        self.done = max(self.done, end)

    def _settle(self, space: str) -> None:
        if self.pending is None:
            return
        rank, separator = self.pending
        self.pending = None
        if separator in (LINE, BREAK):
            there = "\n" in space or self.feed_since
        else:
            there = bool(space) or self.last in " \t\n"
        if there:
            return
        edit = self.found.edits[rank]
        wanted = "\t" if separator == CELL else "\n"
        self.found.edits[rank] = Edit(edit.start, edit.end, wanted)
        if separator == BREAK or (wanted == "\n" and self._in_tab_row(edit.start)):
            self.found.soft_edits.append(rank)

    def _in_tab_row(self, at: int) -> bool:
        """Whether the file's line has tab-separated cells."""
        if not self.line.start <= at <= self.line.stop:
            start = self.source.rfind("\n", self.line.stop, at) + 1 or self.line.start
            end = self.source.find("\n", at)
            self.line = range(start, end if end >= 0 else len(self.source))
            self.line_has_tab = self.source.find("\t", start, self.line.stop) >= 0
        return self.line_has_tab

    def _break(self, name: str) -> str:
        """What must stand where this tag was, unless something stands there already."""
        if name in CELLS:
            return CELL if "row-has-cell" in self.opened else ""
        if name == "br":
            return BREAK
        if name in LINES:
            return PARAGRAPH if "cell" in self.opened else LINE
        return PARAGRAPH if name == "p" else ""

    def _before(self, name: str, closing: bool, start: int) -> None:
        """Close what this tag ends."""
        if name in LINES or name in CELLS or name == "p":
            self._close_bold(start)
        if name in HEADINGS:
            self._close("heading", start)
        elif name in ("li", "ul", "ol"):
            self._close("item", start)
        elif name in CELLS:
            self._close("cell", start)
        elif name in ("tr", "table", "tbody", "thead", "tfoot"):
            self._close("cell", start)
            self._close("row", start)
            self.opened.pop("row-has-cell", None)
        elif name == "p":
            self._paragraph(closing, start)
        elif name in BOLD and closing and self.bold_depth:
            self.bold_depth -= 1
            if self.bold_depth == 0:
                self._bold(self.bold_start, start)

    def _after(self, name: str, closing: bool, end: int) -> None:
        """Open what this tag begins."""
        if closing:
            return
        if name in HEADINGS:
            self.opened["heading"] = (end, HEADINGS[name])
        elif name == "li":
            self.opened["item"] = (end, 0)
        elif name == "tr":
            self.opened["row"] = (end, 0)
        elif name in CELLS:
            self.opened.setdefault("row", (end, 0))
            self.opened["cell"] = (end, 0)
            self.opened["row-has-cell"] = (end, 0)
        elif name == "p":
            self.opened["p"] = (end, 0)
        elif name in BOLD:
            if self.bold_depth == 0:
                self.bold_start = end
            self.bold_depth += 1

    def _paragraph(self, closing: bool, at: int) -> None:
        """Line ends inside a paragraph that is properly closed do not end a line of a table."""
        opened = self.opened.pop("p", None)
        if opened is None or not closing:
            return
        if not BLANK.search(self.source, opened[0], at):
            self.found.soft_feeds.append((opened[0], at))

    def _close(self, name: str, at: int) -> None:
        opened = self.opened.pop(name, None)
        if opened is not None:
            start, level = opened
            self.found.marks.append(Mark(Kind(name), start, at, level))

    def _close_bold(self, at: int) -> None:
        if self.bold_depth:
            self.bold_depth = 0
            self._bold(self.bold_start, at)

    def _bold(self, start: int, end: int) -> None:
        blank = BLANK.search(self.source, start, end)
        self.found.marks.append(Mark(Kind.BOLD, start, blank.start() if blank else end))
