"""Exports, one file a format. A new format is a new file and one more line here."""

from collections.abc import Mapping
from types import MappingProxyType

from dateline.export import geojson, jsonl, table
from dateline.export.format import Exporter, Format, Of, Row

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": table.FORMAT,
        "geojson": geojson.FORMAT,
        "jsonl": jsonl.FORMAT,
    }
)

__all__ = ["FORMATS", "Exporter", "Format", "Of", "Row"]
