"""What reading documents costs, and how many characters are kept, with sources whose text is known.

Run from the root of the repository: python -m benchmarks.documents [FILES]
Prints, per kind of document, the characters kept of those in the source and
the invented ones; documents per second beside a plain read with the same library; what the
sandbox adds per file; the parent's peak memory over FILES documents (200); real files that end in
a text or a clear error, whole and cut short.
"""

import difflib
import io
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
from lxml import etree
from tests.builders import documents as build
from tests.support import test_data_dir

from terreau.collect.readers.documents import read_document
from terreau.collect.readers.errors import ReaderError
from terreau.collect.sandbox import FileCrashed, Sandbox

PARAGRAPHS = 380  # about twenty pages
CUTS = (1.0, 0.999, 0.99, 0.9, 0.75, 0.5, 0.25, 0.1, 0.01)
RUNS = 3


def main() -> int:
    """Print the figures; 1 where a file brought the reader down."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    given = build.source(PARAGRAPHS)
    made = {
        "PDF, one column": ("a.pdf", build.pdf(given), plain_pdf),
        "PDF, two columns": ("a.pdf", build.pdf(given, 2), plain_pdf),
        "DOCX": ("a.docx", build.docx_file(given), plain_docx),
        "ODT": ("a.odt", build.odt_file(given), plain_odt),
    }
    print(f"{'kind':<18} {'characters':>10} {'kept':>8} {'invented':>8} {'doc/s':>7} {'ratio':>6}")
    for kind, (name, data, plain) in made.items():
        text = read_document(data, name).text
        kept, invented, total = characters(given.words, text.split())
        ours = timed(lambda data=data, name=name: read_document(data, name))
        theirs = timed(lambda data=data, plain=plain: plain(data))
        print(
            f"{kind:<18} {total:>10} {kept / total:>8.2%} {invented:>8} {1 / ours:>7.1f} "
            f"{ours / theirs:>6.1f}"
        )
    sandboxed(files)
    return survivors()


def characters(expected: list[str], found: list[str]) -> tuple[int, int, int]:
    """Characters kept, invented, and in all.

    Words are compared in any order; those that differ, letter by letter.
    """
    wanted, got = Counter(expected), Counter(found)
    missing, extra = list((wanted - got).elements()), list((got - wanted).elements())
    total = sum(map(len, expected))
    lost = "".join(sorted(missing))
    surplus = "".join(sorted(extra))
    blocks = difflib.SequenceMatcher(None, lost, surplus, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return total - len(lost) + same, len(surplus) - same, total


def timed(work: Callable[[], object]) -> float:
    """The best time of a few runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def plain_pdf(data: bytes) -> int:
    """All the words of a PDF as its library gives them."""
    document = pypdfium2.PdfDocument(data)
    return sum(len(page.get_textpage().get_text_bounded()) for page in document)


def plain_docx(data: bytes) -> int:
    """All the paragraphs of a DOCX as its library gives them."""
    return sum(len(one.text) for one in docx.Document(io.BytesIO(data)).paragraphs)


def plain_odt(data: bytes) -> int:
    """All the words of an ODT, without structure."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return len("".join(etree.fromstring(archive.read("content.xml")).itertext()))


def sandboxed(files: int) -> None:
    """What the sandbox adds, and the parent's memory at a quarter and at the end."""
    with tempfile.TemporaryDirectory() as folder, Sandbox() as sandbox:
        path = Path(folder) / "a.pdf"
        path.write_bytes(build.pdf(build.source(40)))
        first = time.perf_counter()
        sandbox.document(path, "a.pdf")
        first = time.perf_counter() - first
        inside = timed(lambda: sandbox.document(path, "a.pdf"))
        alone = timed(lambda: read_document(path.read_bytes(), "a.pdf"))
        peaks = []
        start = time.perf_counter()
        for rank in range(files):
            sandbox.document(path, "a.pdf")
            if rank in {files // 4, files - 1}:
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        spent = time.perf_counter() - start
    print(f"sandbox: first file {first * 1e3:.0f} ms, then {(inside - alone) * 1e3:+.1f} ms a file")
    print(f"{files} PDF of three pages: {files / spent:.1f} a second")
    print(f"parent's peak memory: {peaks[0]:.1f} MB at a quarter, {peaks[-1]:.1f} MB at the end")


def survivors() -> int:
    """Real files, whole and cut short: those that end in a text or a clear error."""
    folder = test_data_dir() / "documents-fr"
    if not folder.is_dir():
        print("no real documents: set TERREAU_TEST_DATA", file=sys.stderr)
        return 3
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as temporary, Sandbox() as sandbox:
        path = Path(temporary) / "file"
        for source in sorted(folder.iterdir()):
            data = source.read_bytes()
            for share in CUTS:
                path.write_bytes(data[: int(len(data) * share)])
                try:
                    sandbox.document(path, source.name)
                    outcomes["text"] += 1
                except FileCrashed:
                    outcomes["crash"] += 1
                except ReaderError as error:
                    outcomes["crash" if error.code == FileCrashed.code else "clear error"] += 1
    total = outcomes.total()
    print(
        f"files survived: {total - outcomes['crash']}/{total} "
        f"({outcomes['text']} texts, {outcomes['clear error']} clear errors)"
    )
    return 1 if outcomes["crash"] else 0


if __name__ == "__main__":
    sys.exit(main())
