"""Tables for programs: workbooks, Parquet, lines of JSON and GeoJSON, with types instead of text.

Takes rows of the tables; gives bytes, the same for the same situation.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from panj.errors import PublishError
from panj.model import Place
from panj.publish.content import Situation
from panj.publish.exports.tables import TABLES, Table, Value
from panj.publish.files import workbook_bytes

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_NUMBERS = {"number": float, "count": int}
_COUNTED = frozenset({"origins", "start", "end", "sentence_start", "sentence_end", "min_age", "max_age"})
_FLAGS = {"true": True, "false": False}


def rows(situation: Situation, name: str) -> list[dict[str, Any]]:
    """A table's rows with dates, truth values and missing cells as such."""
    table = TABLES[name]
    kinds = _kinds(table)
    return [{c: _typed(kind, row.get(c)) for c, kind in kinds.items()} for row in table.rows(situation)]


def _typed(kind: str, value: Value) -> Any:
    if value is None or value == "":
        return None
    if kind == "flag":
        return _FLAGS[str(value)]
    if kind == "date":
        return date.fromisoformat(str(value)[:10])
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def jsonl(situation: Situation, name: str) -> bytes:
    """One JSON object a line."""
    lines = (json.dumps(row, ensure_ascii=False, default=str) for row in rows(situation, name))
    return "".join(f"{line}\n" for line in lines).encode()


def parquet(situation: Situation, name: str) -> bytes:
    """A Parquet file; each field carries its HXL tag.

    Raises:
        PublishError: W022, where pyarrow is not installed (extra `parquet`).
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise PublishError("W022", detail="pyarrow") from None
    table = TABLES[name]
    kinds = {
        "flag": pa.bool_(),
        "date": pa.date32(),
        "number": pa.float64(),
        "count": pa.int64(),
        "text": pa.string(),
    }
    of = _kinds(table)
    fields = [
        pa.field(c, kinds[of[c]], metadata={"hxl": tag} if tag else None) for c, tag in table.columns.items()
    ]
    schema = pa.schema(fields, metadata={"panj.table": name, "panj.policy": situation.policy})
    made = [
        {c: v if v is None or of[c] not in _NUMBERS else _NUMBERS[of[c]](v) for c, v in row.items()}
        for row in rows(situation, name)
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(made, schema=schema), out)
    return out.getvalue()


def _kinds(table: Table) -> dict[str, str]:
    """Column → what it holds: flag, date, number, count or text; worked out once for all rows."""
    counts = table.numbers & _COUNTED  # a bound may be a fraction, these never are
    told = (
        ("number", table.numbers),
        ("count", counts),
        ("date", table.dates),
        ("flag", table.flags),
    )  # the last one wins
    kinds = {column: kind for kind, columns in told for column in columns}
    return {column: kinds.get(column, "text") for column in table.columns}


def workbook(situation: Situation, names: Sequence[str], *, hxl: bool = False) -> bytes:
    """One workbook with a sheet for each table; no cell is ever a formula."""
    book = Workbook()
    for old in book.worksheets:
        book.remove(old)
    for name in names:
        sheet = book.create_sheet(name)
        table = TABLES[name]
        heads = [list(table.columns), list(table.columns.values())] if hxl else [list(table.columns)]
        lines = (*heads, *(list(row.values()) for row in rows(situation, name)))
        for at, line in enumerate(lines, start=1):
            for column, value in enumerate(line, start=1):
                cell = sheet.cell(row=at, column=column, value=_plain(value))
                if isinstance(value, str):
                    cell.data_type = "s"  # text that begins with = is text
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = f"A{len(heads) + 1}"
    book.properties.creator = "Panj"
    return workbook_bytes(book)


def _plain(value: Any) -> Any:
    """A value without the control characters that a workbook cannot hold."""
    return _CONTROL.sub("", value) if isinstance(value, str) else value


def geojson(situation: Situation) -> bytes:
    """Events as GeoJSON (RFC 7946): a line from origin to destination, a point, or no geometry.

    Coordinates are those of the tables, a tenth of a degree, so that a place below a district is no dot.
    """
    features = []
    for row, event in zip(rows(situation, "events"), situation.events, strict=True):
        routed = row["lat"] is not None and row["lon"] is not None
        origin = situation.places.get(event.origin_code or "") if row["origin_code"] else None
        features.append(
            {
                "type": "Feature",
                "id": row["event"],
                "geometry": _geometry(row, origin) if routed else None,
                "properties": {k: v for k, v in row.items() if k not in ("lat", "lon", "event")},
            }
        )
    made = {"type": "FeatureCollection", "features": features}
    return (json.dumps(made, ensure_ascii=False, default=str, indent=1) + "\n").encode()


def _geometry(row: Mapping[str, Any], origin: Place | None) -> dict[str, Any]:
    end = [row["lon"], row["lat"]]
    if origin is None or origin.lat is None or origin.lon is None:
        return {"type": "Point", "coordinates": end}
    start = [round(origin.lon, 1), round(origin.lat, 1)]
    return (
        {"type": "LineString", "coordinates": [start, end]}
        if start != end
        else {"type": "Point", "coordinates": end}
    )
