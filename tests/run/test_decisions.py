"""Decisions hold on answers, survive re-reading under other rules and headers, and are undone as easily."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from panj import clock
from panj.errors import DateError, EventError
from panj.events import Verb
from panj.model import Group, Measure, Question
from panj.run import Case, reading

SOLDIERS = Question(measure=Measure.ARRIVAL, place="TJ", group=Group.SOLDIERS)
TEXTS = {
    "first": (
        "2021-07-03",
        "More than 300 Afghan soldiers crossed into Tajikistan on July 3, the army said.",
    ),
    "second": (
        "2021-07-05",
        "Overnight 1,037 Afghan soldiers crossed into Tajikistan, guards said on July 5.",
    ),
    "third": (
        "2021-07-05",
        "More than 1,000 Afghan soldiers fled into Tajikistan overnight, officials said.",
    ),
    "fourth": ("2021-07-06", "On July 5, 134 Afghan soldiers crossed into Tajikistan, a governor said."),
}


def write(folder, name, published, text, **header):
    lines = "".join(f"{key}: {value}\n" for key, value in {"published": published, **header}.items())
    (folder / f"{name}.txt").write_text(f"---\n{lines}---\n{text}\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "reports"
    made.mkdir()
    for name, (day, text) in TEXTS.items():
        write(made, name, day, text)
    return made


@pytest.fixture
def case(tmp_path, folder):
    with Case.open(tmp_path / "case.db") as opened:
        opened.read([folder])
        yield opened


def named(case, words):
    (found,) = [c for c in case._store.claims() if words in c.text]
    return found.id


def decide(case, verb, *words, **more):
    ids = [named(case, w) for w in words]
    return case.decide(verb, ids, who="A. Analyst", why="a reason", **more)


def figure(case, known=None):
    bounds = case.tally(replace(SOLDIERS, known=known)).bounds
    return bounds.low, bounds.high


def home(case, words):
    return next(e.id for e in case.events() if named(case, words) in e.claims)


def test_a_rejected_figure_counts_no_more_and_is_shown_with_the_reason(case):
    before = figure(case)
    decide(case, Verb.REJECT, "1,037")
    assert figure(case) != before
    assert [s.reason for s in case.set_asides() if s.text == "1,037"] == ["rejected by A. Analyst: a reason"]
    assert "1,037" not in [c.text for c in case.claims()]


@pytest.mark.parametrize("verb", [Verb.REJECT, Verb.ACCEPT])
def test_undone_a_decision_leaves_no_trace_in_the_answers_and_one_in_the_history(case, verb):
    before = (figure(case), case.claims(), case.events())
    made = decide(case, verb, "1,037")
    case.undo(made.seq, who="B", why="a mistake")
    assert (figure(case), case.claims(), case.events()) == before
    acts = [e.act for e in case.history()]
    assert acts[-2:] == [f"decided: {verb}", "decided: undo"]


def test_split_and_merge_and_back(case):
    assert home(case, "1,037") == home(case, "More than 1,000"), "one night, one event"
    together = figure(case)
    decide(case, Verb.SPLIT, "1,037", "More than 1,000")
    assert home(case, "1,037") != home(case, "More than 1,000")
    assert figure(case)[0] > together[0] + 900, "told apart, they are added"
    decide(case, Verb.MERGE, "1,037", "More than 1,000")
    assert home(case, "1,037") == home(case, "More than 1,000"), "the later decision counts"
    assert figure(case) == together


def test_one_figure_is_split_from_all_that_it_is_linked_with(case):
    made = decide(case, Verb.SPLIT, "1,037")
    assert len(made.about) >= 2
    assert home(case, "1,037") != home(case, "More than 1,000")


def test_occurrences_are_merged_by_their_ids(case):
    ids = [home(case, "1,037"), home(case, "134")]
    assert ids[0] != ids[1]
    case.decide(Verb.MERGE, ids, who="A", why="b")
    assert home(case, "1,037") == home(case, "134")


def test_a_figure_is_retyped_redated_and_corrected(case):
    decide(case, Verb.RETYPE, "134", sets={"group": "civilians", "destination": "Uzbekistan"})
    decide(case, Verb.REDATE, "134", sets={"date_start": date(2021, 7, 1), "date_end": date(2021, 7, 2)})
    decide(case, Verb.CORRECT, "134", sets={"value": 143})
    (claim,) = [c for c in case.claims() if c.text == "134"]
    assert (claim.group, claim.destination, claim.destination_code) == (Group.CIVILIANS, "Uzbekistan", "UZ")
    assert (claim.date_start, claim.date_end) == (date(2021, 7, 1), date(2021, 7, 2))
    assert (claim.value, claim.qualifier) == (143, "exact")
    assert [r for r in claim.rules if r.startswith("decision")] == ["decision 1", "decision 2", "decision 3"]


def test_an_accepted_figure_wins_a_contradiction(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, number in (("a", "243"), ("b", "243"), ("c", "417")):
        text = (
            f"On July 5, {number} Afghan soldiers crossed into Tajikistan at Ishkashim, officer {name} said."
        )
        write(folder, name, "2021-07-06", text, outlet=f"Outlet {name}")
    with Case.open(tmp_path / "case.db") as case:
        case.read([folder])
        assert figure(case) == (243, 243), "two say so, and the tally stands on them"
        decide(case, Verb.ACCEPT, "417")
        assert figure(case) == (417, 417)
        assert case.tally(SOLDIERS).conflicts, "the contradiction is shown all the same"


def test_what_was_known_before_the_decision_stays(case):
    before = figure(case, date(2021, 7, 6))
    decide(case, Verb.REJECT, "1,037")
    assert figure(case, date(2021, 7, 6)) == before
    assert figure(case, clock.today()) != before


def test_a_decision_may_count_from_an_earlier_day(case):
    before = figure(case, date(2021, 7, 5))
    decide(case, Verb.REJECT, "1,037", day=date(2021, 7, 5))
    assert figure(case, date(2021, 7, 5)) != before
    assert figure(case, date(2021, 7, 4)) == (301, 399)


def test_decisions_survive_a_reading_by_other_rules(case, monkeypatch):
    """Other rules give other spans, hence other ids; the decision still finds its figure."""
    decide(case, Verb.REJECT, "1,037")
    decided = figure(case)
    old = named(case, "1,037")
    real = reading.figures_of

    def wider(report, **options):
        found = real(report, **options)
        claims = tuple(
            replace(
                c,
                id=f"{c.id[:-1]}x",
                start=max(0, c.start - 10),
                text=report.text[max(0, c.start - 10) : c.end],
            )
            for c in found.claims
        )
        return replace(found, claims=claims)

    monkeypatch.setattr(reading, "figures_of", wider)
    monkeypatch.setattr(reading, "fingerprint", lambda *_: "other rules")
    case.read([])
    assert old not in [c.id for c in case._store.claims()], "nothing was read anew"
    assert figure(case) == decided
    assert "E001" not in [p.code for p in case.problems()]


def test_decisions_survive_a_corrected_header_and_an_edited_text(case, folder):
    decide(case, Verb.REJECT, "1,037")
    decided = figure(case)
    day, text = TEXTS["second"]
    write(folder, "second", day, text, outlet="Radio Vakhsh")
    case.read([folder])
    assert figure(case) == decided, "a header makes another report of it"
    write(folder, "second", day, f"DUSHANBE.\n\n{text}\n\nMore follows.", outlet="Radio Vakhsh")
    case.read([folder])
    assert figure(case) == decided, "the sentence stands in the edited text too"
    assert "E001" not in [p.code for p in case.problems()]


def test_a_decision_that_finds_its_figure_no_more_is_a_problem(case, folder):
    made = decide(case, Verb.REJECT, "1,037")
    case.redact("second", who="A", why="a test")
    (problem,) = [p for p in case.problems() if p.code == "E001"]
    assert f"decision {made.seq}" in problem.what
    case.undo(made.seq, who="A", why="it is gone")
    assert "E001" not in [p.code for p in case.problems()]


def test_decisions_stand_in_the_situation_too(case):
    decide(case, Verb.SPLIT, "1,037", "More than 1,000")
    made = case.situation()
    assert {e.id for e in made.events} == {e.id for e in case.events()}


@pytest.mark.parametrize(
    ("verb", "sets", "code"),
    [
        (Verb.RETYPE, {"measure": "arrivals of people"}, "E002"),
        (Verb.RETYPE, {"value": 3}, "E002"),
        (Verb.RETYPE, {}, "E003"),
        (Verb.CORRECT, {"value": -1}, "E002"),
        (Verb.CORRECT, {"value": 9, "value_high": 3}, "E002"),
        (Verb.CORRECT, {"qualifier": "about"}, "E003"),
        (Verb.MERGE, {}, "E007"),
    ],
)
def test_what_cannot_be_decided_is_said_and_not_recorded(case, verb, sets, code):
    with pytest.raises(EventError) as fault:
        decide(case, verb, "1,037", sets=sets)
    assert fault.value.code == code
    assert case.decisions() == ()


def test_days_in_the_wrong_order_are_refused(case):
    with pytest.raises(DateError):
        decide(case, Verb.REDATE, "134", sets={"date_start": date(2021, 7, 2), "date_end": date(2021, 7, 1)})


def test_unknown_ids_and_numbers_are_said(case):
    with pytest.raises(EventError) as fault:
        case.decide(Verb.REJECT, ["no such figure"], who="A", why="b")
    assert fault.value.code == "E004"
    with pytest.raises(EventError) as fault:
        case.undo(who="A", why="b")
    assert fault.value.code == "E005"
    made = decide(case, Verb.REJECT, "1,037")
    case.undo(made.seq, who="A", why="b")
    with pytest.raises(EventError) as fault:
        case.undo(made.seq, who="A", why="b")
    assert fault.value.code == "E006"


def test_an_undoing_counts_from_its_day(case):
    made = decide(case, Verb.REJECT, "1,037", day=date(2021, 7, 6))
    rejected = figure(case)
    case.undo(made.seq, who="A", why="b")
    yesterday = clock.today() - timedelta(days=1)
    assert figure(case, yesterday) == rejected, "what was answered yesterday stays"
    assert figure(case) != rejected
