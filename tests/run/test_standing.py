"""What no longer counts and stays in the record: withdrawn reports, corrected figures, tables of either."""

from dataclasses import replace
from datetime import date

import pytest

from panj.errors import StoreError
from panj.model import Measure, Question, Report, Table
from panj.reports import blocks
from panj.run import Case

FIRST = "On July 5, 900 people crossed into Tajikistan, guards said."
SECOND = "On July 8, 40 families with goats reached the town of Khorog in Tajikistan, its mayor said."
FILL = (
    "The road through the gorge is closed to lorries and the ferry has not run since the flood. Bread was "
    "handed out in the yard of the school, and the nurse who lives next door looked after two children."
)


def written(folder, name, text, **header):
    lines = "".join(f"{key}: {value}\n" for key, value in header.items())
    (folder / f"{name}.txt").write_text(f"---\n{lines}---\n{text}\n")


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    written(folder, "first", FIRST, published="2021-07-05", outlet="Valley Herald")
    written(folder, "second", SECOND, published="2021-07-08", outlet="Town Radio")
    with Case.open(tmp_path / "case.db") as opened:
        opened.read([folder])
        yield opened


def counted(case, known=None):
    bounds = case.tally(Question(Measure.ARRIVAL, place="Tajikistan", known=known)).bounds
    return bounds.low


def test_a_withdrawn_report_leaves_the_tally_from_its_day_on_and_stays_in_the_record(case):
    before = counted(case), counted(case, date(2021, 7, 9))
    first = case.withdraw("first", reason="taken offline", day=date(2021, 7, 9))
    assert counted(case, date(2021, 7, 8)) > 800, "what was known before stays as it was"
    assert counted(case, date(2021, 7, 9)) < before[1] - 800
    assert {r.name for r in case.reports(date(2021, 7, 9))} == {"first", "second"}
    assert case.withdrawn(date(2021, 7, 8)) == {}
    assert case.withdrawn()[first.id].reason == "taken offline"
    assert case.situation(date(2021, 7, 9)).withdrawn == {first.id: "withdrawn on 9 Jul 2021: taken offline"}
    assert not any(line.report == first.id for line in case.situation(date(2021, 7, 9)).story)
    case.undo_withdrawal("first")
    assert (counted(case), counted(case, date(2021, 7, 9))) == before
    assert [e.act for e in case.history(first.id)][-2:] == ["report withdrawn", "withdrawal undone"]


def test_withdrawing_twice_changes_nothing_and_a_missing_report_is_named(case):
    for _ in range(2):
        case.withdraw("first", reason="taken offline", day=date(2021, 7, 9))
    assert [e.act for e in case.history()].count("report withdrawn") == 1
    assert case.undo_withdrawal("second")[1] is False
    with pytest.raises(StoreError) as fault:
        case.withdraw("third", reason="no", day=date(2021, 7, 9))
    assert fault.value.code == "S008"


NOTE = "Correction: An earlier version of this story said 500 families. It was 300 families.\n\n"
STORY = "About {n} families have crossed into Tajikistan since July 2, the border office said.\n\n"


@pytest.fixture
def corrected(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    wire = NOTE + STORY.format(n=300) + FILL
    written(folder, "wire", wire, published="2021-07-05", modified="2021-07-07", outlet="Hill Wire")
    written(folder, "mail", STORY.format(n=500) + FILL, published="2021-07-06", outlet="Coast Mail")
    own = "Some 500 families had crossed into Tajikistan by July 6, its own reporter counted at the bridge."
    written(folder, "own", own, published="2021-07-06", outlet="Gorge Radio")
    with Case.open(tmp_path / "case.db") as opened:
        opened.read([folder])
        yield opened


def figures(case, known):
    names = {r.id: r.name for r in case.reports(known)}
    return {(names[c.report], c.value) for c in case.claims(known)}


def test_a_corrected_figure_counts_neither_in_its_note_nor_in_copies_from_the_correction_on(corrected):
    assert ("mail", 500) in figures(corrected, date(2021, 7, 6))
    after = figures(corrected, date(2021, 7, 7))
    assert not {("mail", 500), ("wire", 500)} & after
    assert {("wire", 300), ("own", 500)} <= after, "the same number in another's own words is another's"
    reasons = {a.reason for a in corrected.set_asides(date(2021, 7, 7))}
    assert "corrected by Hill Wire: now 300 families" in reasons


def test_a_correction_is_told_with_the_sentence_that_stands_now(corrected):
    situation = corrected.situation(date(2021, 7, 7))
    (alert,) = [a for a in situation.alerts if a.kind == "correction"]
    assert alert.title == "Corrected: 500 families → 300 families"
    assert "About 300 families have crossed" in alert.detail
    assert "Coast Mail printed the same text" in alert.detail
    (line,) = [x for x in situation.story if x.note]
    assert (line.day, line.note) == (date(2021, 7, 7), alert.title)
    assert not any(a.kind == "correction" for a in corrected.situation(date(2021, 7, 6)).alerts)


TABLE = Table(
    (
        ("Place", "Families", "Source"),
        ("Khorog", "140", "Border office"),
        ("Ishkoshim", "60", "Border office"),
    ),
    "Families that crossed into Tajikistan",
)


@pytest.fixture
def tabled(tmp_path, monkeypatch):
    text = "Families crossed at two places this week, it was said on July 9."
    whole = Report(
        text=text, published=None, outlet="Relief Office", title="Note on crossings in Tajikistan",
        name="note", path="note.pdf", tables=(TABLE,), blocks=blocks(text),
    )  # fmt: skip
    items = [whole]
    monkeypatch.setattr("panj.reports.read", lambda paths, settings: iter(items))
    with Case.open(tmp_path / "case.db") as opened:
        opened.read(["note.pdf"], given_dates={"note": "2021-07-09"})
        yield opened, items


def test_tables_are_read_dated_and_withdrawn_with_their_report(tabled):
    case, _ = tabled
    part = next(r for r in case.reports() if r.part_of)
    assert part.part_of == case.report("note").id, "the name means the report, not its table"
    assert (part.published, part.dated) == ("2021-07-09", "given")
    assert {c.value for c in case.claims() if c.report == part.id} == {140, 60}
    case.withdraw("note", reason="a draft", day=date(2021, 7, 10))
    assert case.claims() == []
    assert set(case.withdrawn()) == {part.id, part.part_of}


def test_a_table_is_no_report_more_and_asks_for_no_date(tmp_path, monkeypatch, tabled):
    case, items = tabled
    summary = case.read(["note.pdf"])
    assert (summary.reports, summary.known) == (1, ["note"])
    items[0] = replace(items[0], tables=(replace(TABLE, rows=(*TABLE.rows, ("Vanj", "9", "Border office"))),))
    case.read(["note.pdf"])
    assert {c.value for c in case.claims()} >= {9, 140, 60}
    assert sum(c.value == 140 for c in case.claims()) == 1, "the table as it was no longer stands"
