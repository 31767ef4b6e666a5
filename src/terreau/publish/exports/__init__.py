"""Open formats that a portfolio is written in: one module per standard, registered by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from terreau.publish.errors import UnknownStandard
from terreau.publish.exports import projects, skos
from terreau.publish.exports.request import Exported, ExportRequest

EXPORTERS: Mapping[str, Callable[[ExportRequest], Exported]] = {
    "projects": projects.export,
    "skos": skos.export,
}

__all__ = ["EXPORTERS", "ExportRequest", "Exported", "export_standard"]


def export_standard(request: ExportRequest) -> Exported:
    """Write what was asked for; UnknownStandard where no exporter has that name."""
    exporter = EXPORTERS.get(request.standard)
    if exporter is None:
        raise UnknownStandard(request.standard, tuple(EXPORTERS))
    return exporter(request)
