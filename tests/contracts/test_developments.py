"""Developments are kept beside the claims of their report, on every back end, and go where their words go."""

from datetime import date

from panj.model import Development, DevelopmentKind, DevelopmentStatus, Report, Span
from panj.store import Reading

TEXT = "Zarina Qodirova said that a camp will be set up in Jaihun by 31 August."


def filled(store) -> tuple[Report, Development]:
    report = Report(text=TEXT, published="2021-07-05", name="r", path="r.txt")
    made = Development(
        id="d1",
        report=report.id,
        start=26,
        end=60,
        text=TEXT[26:60],
        kind=DevelopmentKind.PREPARATION,
        status=DevelopmentStatus.PLANNED,
        sentence=Span(0, len(TEXT)),
        trigger="set",
        actors=("Zarina Qodirova",),
        place="Jaihun",
        date_end=date(2021, 8, 31),
        speaker="Zarina Qodirova",
        chain=("Zarina Qodirova",),
        stage="announced",
        rules=("preparation.build",),
    )
    store.add_reports([report])
    store.put_readings([Reading(report.id, (), "k1", developments=(made,))])
    return report, made


def test_they_come_out_equal_and_as_known(store):
    _, made = filled(store)
    assert store.snapshot(None).developments == (made,)
    assert store.snapshot(date(2021, 7, 5)).developments == (made,)
    assert store.snapshot(date(2021, 7, 4)).developments == ()


def test_another_reading_takes_their_place(store):
    report, _ = filled(store)
    store.put_readings([Reading(report.id, (), "k2")])
    assert store.snapshot(None).developments == ()


def test_a_redaction_leaves_no_word_of_them(store):
    report, _ = filled(store)
    store.redact(report.id, words="Zarina Qodirova", who="N. Officer", why="names a witness")
    assert not any("Zarina" in str(d) for d in store.snapshot(None).developments)
