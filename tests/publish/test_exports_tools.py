"""Exports are read back by the tools of their own worlds: what those reject, nobody can use."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import feedparser
import hxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from rdflib import Graph, URIRef

from panj.model import Group, PeriodKind
from panj.publish.exports import FORMATS, TABLES, write
from publish.crisis import BACK, crisis_parts, make_claim, make_report, on

POSITION = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "minItems": 2,
    "maxItems": 3,
}
# RFC 7946, sections 3.1 to 3.3, for the shapes that are written.
GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": ["string", "number"]},
                    "properties": {"type": ["object", "null"]},
                    "geometry": {
                        "oneOf": [
                            {"type": "null"},
                            {
                                "type": "object",
                                "required": ["type", "coordinates"],
                                "properties": {"type": {"const": "Point"}, "coordinates": POSITION},
                            },
                            {
                                "type": "object",
                                "required": ["type", "coordinates"],
                                "properties": {
                                    "type": {"const": "LineString"},
                                    "coordinates": {"type": "array", "items": POSITION, "minItems": 2},
                                },
                            },
                        ]
                    },
                },
            },
        },
    },
}


def only(situation, folder, form, **more):
    (path,) = write(situation, folder, (), form, **more)
    return path


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_situation_gives_the_same_bytes(crisis, tmp_path, form):
    first = [p.read_bytes() for p in write(crisis, tmp_path / "a", (), form)]
    assert first
    assert first == [p.read_bytes() for p in write(crisis, tmp_path / "b", (), form)]


def test_hxl_reads_the_ledger_and_adds_it_up(crisis, tmp_path):
    path = only(crisis, tmp_path, "hxl")
    data = hxl.data(list(csv.reader(io.StringIO(path.read_text())))).cache()
    assert "#affected+displaced+ind" in data.display_tags
    people = [row.get("#affected+displaced+ind") for row in data]
    assert {"137", "7000"} <= set(people)
    days = [v for row in data for v in row.get_all("#date") if v]
    assert days
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", d) for d in days)
    assert {row.get("#country+dest+code") for row in data} <= {"UGA", "COD", ""}


def test_every_tag_is_one_that_hxl_can_parse():
    for table in TABLES.values():
        for tag in filter(None, table.columns.values()):
            assert hxl.model.TagPattern.parse(tag), tag


def test_combatants_are_no_row_of_population(crisis, situate, tmp_path):
    path = only(crisis, tmp_path, "hapi")
    found = list(csv.DictReader(io.StringIO(path.read_text())))
    assert all(r["population"] != "137" for r in found)
    report = make_report("By June 13 Uganda hosted 5,000 refugees.")
    more = {"place": "Uganda", "place_code": "UG", "period": PeriodKind.AS_OF, "group": Group.REFUGEES}
    claim = make_claim(report, "5,000", "hosted", 5000, **more, **on(13))
    (row,) = csv.DictReader(io.StringIO(only(situate([report], [claim]), tmp_path / "b", "hapi").read_text()))
    assert (row["population_group"], row["asylum_location_code"]) == ("REF", "UGA")
    assert int(row["population_low"]) <= int(row["population"]) <= int(row["population_high"])


def test_geojson_holds_to_the_standard(crisis, tmp_path):
    made = json.loads(only(crisis, tmp_path, "geojson").read_text())
    Draft202012Validator(GEOJSON).validate(made)
    assert any(f["geometry"] and f["geometry"]["type"] == "LineString" for f in made["features"])
    for feature in made["features"]:
        flat = str(feature["geometry"])
        assert not re.search(r"\.\d\d", flat), "coordinates are rounded to a tenth of a degree"


def test_no_geometry_for_a_forced_return(situate, tmp_path):
    report = make_report("On June 13 police drove 412 people back to Goma.")
    local = {**BACK, "destination": "Goma", "destination_code": "gn:216281"}
    shown = situate([report], [make_claim(report, "412", "forced_return", 412, **local, **on(13))])
    (feature,) = json.loads(only(shown, tmp_path, "geojson").read_text())["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["people_best"] == 412


def test_parquet_has_types_and_tags(crisis, tmp_path):
    paths = {p.stem: p for p in write(crisis, tmp_path, (), "parquet")}
    table = pq.read_table(paths["figures"])
    assert table.schema.field("low").type == pa.float64()
    assert table.schema.field("origins").type == pa.int64()  # a count is never a fraction
    assert pq.read_table(paths["claims"]).schema.field("start").type == pa.int64()
    assert table.schema.field("date_end").type == pa.date32()
    assert table.schema.field("confirmed").type == pa.bool_()
    assert table.schema.field("low").metadata[b"hxl"] == TABLES["figures"].columns["low"].encode()
    (row,) = [r for r in table.to_pylist() if r["title"] == "Soldiers into Uganda"]
    assert (row["low"], row["date_end"], row["combatants"]) == (137.0, date(2022, 6, 13), True)


def test_a_workbook_holds_numbers_days_and_no_formula(situate, tmp_path):
    reports, claims = crisis_parts()
    evil = [replace(c, speaker="=HYPERLINK(1)") for c in claims]
    book = load_workbook(only(situate(reports, evil), tmp_path, "xlsx"))
    assert book.sheetnames == ["figures", "events", "claims"]
    sheet = book["claims"]
    heads = [c.value for c in sheet[1]]
    cells = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert cells
    assert {r["speaker"].value for r in cells} == {"=HYPERLINK(1)"}
    assert all(c.data_type != "f" for r in cells for c in r.values())
    assert isinstance(cells[0]["value"].value, int | float)
    assert cells[0]["date_end"].is_date


def test_lines_of_json_have_nulls_and_truth(crisis, tmp_path):
    paths = {p.stem: p for p in write(crisis, tmp_path, (), "jsonl")}
    rows = [json.loads(line) for line in paths["events"].read_text().splitlines()]
    assert len(rows) == len(crisis.events)
    assert {type(r["confirmed"]) for r in rows} == {bool}
    assert any(r["other_best"] is None for r in rows)


@pytest.fixture
def two_days(situate):
    reports, claims = crisis_parts()
    return situate(reports[:1], claims[:3]), situate(reports, claims)


def test_a_feed_reader_finds_each_change_once(two_days, tmp_path):
    before, now = two_days
    feed = feedparser.parse(only(now, tmp_path, "rss", previous=before).read_bytes())
    assert not feed.bozo
    titles = [e.title for e in feed.entries]
    assert any("137" in t and "returned" in t for t in titles)
    assert not any(t.startswith("Soldiers into Uganda") for t in titles)
    assert len({e.id for e in feed.entries}) == len(feed.entries)
    assert all(e.published_parsed for e in feed.entries)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # of rdflib itself
def test_linked_data_is_read_without_fetching_anything(two_days, tmp_path):
    before, now = two_days
    graph = Graph().parse(data=only(now, tmp_path, "jsonld", previous=before).read_text(), format="json-ld")
    name = URIRef("https://schema.org/name")
    assert any("returned" in str(o) for o in graph.objects(None, name))
    items = set(graph.objects(None, URIRef("https://schema.org/dataFeedElement")))
    assert len(items) == len(json.loads((tmp_path / "changes.jsonld").read_text())["dataFeedElement"])
