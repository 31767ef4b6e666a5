"""What `terreau resolve` does: which names of a column are one body, then figures against a truth.

Guarantees that the answer is made from the name, place and identifier columns alone: the truth is
read once it is there. Both engines give the same answer. Rows are told by their line in the sheet.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from terreau.collect.readers.tables.model import Row
from terreau.conf.bootstrap import Progress, UserError
from terreau.conf.instance import Instance
from terreau.conf.options import DUCKDB, SPARK
from terreau.conf.tabulated import tabulated
from terreau.identify.engines.model import Report, Settings
from terreau.identify.engines.quality import pairwise_quality
from terreau.identify.errors import IdentifyError
from terreau.identify.matching.model import Cut, Groups, Written

#: Loaded when asked for: DuckDB and Spark are heavy.
MODULES = {DUCKDB: "terreau.identify.engines.embedded", SPARK: "terreau.identify.engines.spark"}
MOST_PROCESSES = 8
SHOWN = 20

Engine = Callable[[Sequence[Written], Settings, Report], Groups]


@dataclass(frozen=True, slots=True)
class Columns:
    """The headers of the columns to read; None for those that are not given."""

    name: str
    place: str | None = None
    identifier: str | None = None
    truth: str | None = None


def resolve_file(
    file: Path, columns: Columns, *, engine: str, instance: Instance, with_rows: bool
) -> dict[str, Any]:
    """The report of the verb: see docs/reference/cli.md for its keys.

    UserError where the file, a column or the engine is missing.
    """
    wanted = (columns.name, columns.place, columns.identifier, columns.truth)
    source = tabulated(file, wanted)
    written = [
        Written(
            source.cell(row, columns.name),
            source.cell(row, columns.place),
            source.cell(row, columns.identifier),
        )
        for row in source.rows
    ]
    started = time.perf_counter()
    groups = _run(engine, written, settings_of(instance))
    seconds = time.perf_counter() - started
    sizes = Counter(groups.group)
    report: dict[str, Any] = {
        "n": len(written),
        "clusters": len(sizes),
        "shared": sum(size > 1 for size in sizes.values()),
        "engine": engine,
    }
    if columns.truth is not None:
        report |= _scored(groups, [source.cell(row, columns.truth) for row in source.rows])
    report["seconds"] = round(seconds, 3)
    report["cuts"] = [_cut(cut, source.rows, written) for cut in groups.cuts]
    if with_rows:
        report["rows"] = _rows(groups, source.rows)
    return report


def settings_of(instance: Instance) -> Settings:
    """What an engine may use here: the instance's settings; the variable wins over the file."""
    return Settings(
        memory_mb=instance.memory_mb,
        processes=min(MOST_PROCESSES, os.cpu_count() or 1),
        spark_master=os.environ.get("TERREAU_SPARK_MASTER") or instance.spark_master,
    )


def _run(engine: str, written: Sequence[Written], settings: Settings) -> Groups:
    resolve = cast("Engine", import_module(MODULES[engine]).resolve)
    try:
        return resolve(written, settings, Progress.on_terminal().write)
    except IdentifyError as error:
        raise UserError(error.code, str(error), error.hint, error.exit_status) from error


def _scored(groups: Groups, truths: Sequence[str]) -> dict[str, Any]:
    """Pairwise figures over the rows whose truth is filled; null where nothing is counted."""
    quality = pairwise_quality(groups.group, truths)
    return {
        "filled": sum(bool(truth) for truth in truths),
        "precision": quality.precision,
        "recall": quality.recall,
        "f1": quality.f1,
    }


def _rows(groups: Groups, rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {"row": row.number, "cluster": rows[group].number, "score": score}
        for row, group, score in zip(rows, groups.group, groups.score, strict=True)
    ]


def _cut(cut: Cut, rows: Sequence[Row], written: Sequence[Written]) -> dict[str, Any]:
    return {
        "rows": [rows[row].number for row in (cut.edge.left, cut.edge.right)],
        "names": [written[row].name for row in (cut.edge.left, cut.edge.right)],
        "probability": cut.edge.probability,
        "why": cut.words,
    }


def resolve_text(report: dict[str, Any]) -> str:
    """The report in French: rows and bodies, the figures if any, the chains that were cut."""
    lines = [
        f"Lignes\u00a0: {report['n']} · organismes\u00a0: {report['clusters']}, "
        f"dont {report['shared']} sur plusieurs lignes · {report['seconds']:.1f}\u00a0s".replace(
            ".", ","
        )
    ]
    if "filled" in report:
        lines.append(
            f"Paires de lignes\u00a0: précision {_share(report['precision'])} · "
            f"rappel {_share(report['recall'])} · F1 {_share(report['f1'])} "
            f"(sur {report['filled']} lignes dont la vérité est connue)"
        )
    if report["cuts"]:
        lines.append(f"Rapprochements laissés de côté, à regarder ({len(report['cuts'])})\u00a0:")
        lines += [
            f"  lignes {cut['rows'][0]} et {cut['rows'][1]}, «\u00a0{cut['names'][0][:80]}\u00a0» "
            f"et «\u00a0{cut['names'][1][:80]}\u00a0»"
            for cut in report["cuts"][:SHOWN]
        ]
        if len(report["cuts"]) > SHOWN:
            lines.append(f"  … et {len(report['cuts']) - SHOWN} autres (option --json)")
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "sans objet" if value is None else f"{value:.4f}".replace(".", ",")
