"""What reports say of places that fall, shut or open enters a forecast by an analyst's word alone."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from panj.cli import main
from panj.errors import EventError
from panj.events import Verb
from panj.publish.room.work import work
from panj.run import Case
from panj.settings import Settings

MODEL = """
name = "valley"
start = 2024-01-01
home = "Sudan"
site = [
  { name = "El Geneina", country = "Sudan", kind = "conflict_zone", lat = 13.4, lon = 22.4, population = 99 },
  { name = "Adre", country = "Chad", kind = "town", lat = 13.47, lon = 22.2 },
  { name = "Farchana", country = "Chad", kind = "camp", lat = 13.6, lon = 21.8 },
  { name = "Bahai", country = "Chad", kind = "camp", lat = 15.0, lon = 22.9 },
]
road = [
  { a = "El Geneina", b = "Adre", km = 30 }, { a = "Adre", b = "Farchana", km = 50 },
  { a = "El Geneina", b = "Bahai", km = 300 },
]
conflict = [{ site = "El Geneina", from = 2024-01-01 }]
"""
COUNTS = ((5, 500), (9, 700), (15, 1000), (21, 1400), (26, 1900))
CLOSED = "Chad closed the Adre border crossing on 20 January, the governor said."
OPENED = "Chad reopened the Adre border crossing on 25 January, the governor said."
FELL = "Rebels seized the town of El Fasher on 18 January, residents said."


@pytest.fixture
def model(tmp_path):
    counts = "".join(
        f'[[observation]]\nsite = "{site}"\ndate = 2024-01-{d:02}\ncount = {n // part}\n'
        for site, part in (("Farchana", 1), ("Bahai", 4))
        for d, n in COUNTS
    )
    path = tmp_path / "valley.toml"
    path.write_text(MODEL + counts)
    return path


def opened(tmp_path, model, **reports):
    folder = tmp_path / "reports"
    folder.mkdir(exist_ok=True)
    for name, (day, text) in reports.items():
        (folder / f"{name}.txt").write_text(f"---\npublished: {day}\noutlet: Wire {name}\n---\n{text}\n")
    case = Case.open(tmp_path / "case.db", settings=Settings(outlook=str(model)))
    case.read([folder])
    return case


def ways(case, known=None):
    """The share of newcomers that the forecast sends to each site."""
    return {name: round(share, 6) for name, share in case.situation(known).ahead.shares.items()}


def test_a_closure_moves_the_forecast_with_the_analysts_yes_and_not_before(tmp_path, model):
    with opened(tmp_path, model, shut=("2024-01-21", CLOSED)) as case:
        before = ways(case)
        (offer,) = case.proposals()
        assert (offer.state, offer.site, offer.proposal.effect) == ("waiting", "Adre", "closed")
        assert offer.proposal.day == date(2024, 1, 20)
        made = case.decide(Verb.ACCEPT, [offer.proposal.id], who="N. Rahimi", why="seen by our driver")
        after = ways(case)
        assert before["Farchana"] > 0.5 > after["Farchana"] == 0
        note = next(n for n in case.situation().ahead.notes if "Adre" in n)
        assert "Adre shut from 2024-01-20" in note
        assert "N. Rahimi" in note
        assert "seen by our driver" in note
        assert "closed the Adre border crossing" in note
        case.undo(made.seq, who="N. Rahimi", why="open again for families")
        assert ways(case) == before
        assert [o.state for o in case.proposals()] == ["waiting"]


def test_a_decision_outlives_a_re_reading_and_shows_in_the_history(tmp_path, model):
    with opened(tmp_path, model, shut=("2024-01-21", CLOSED)) as case:
        (offer,) = case.proposals()
        case.decide(Verb.ACCEPT, [offer.proposal.id], who="N", why="w")
    later = f"{CLOSED} Trucks queued on the road."
    with opened(tmp_path, model, shut=("2024-01-21", later)) as case:
        (offer,) = case.proposals()
        assert (offer.state, offer.who) == ("accepted", "N")
        assert not [p for p in case.problems() if p.code == "E001"]
        assert any(e.act == "decided: accept" for e in case.history())


def test_a_decision_that_finds_its_sentence_no_more_is_told(tmp_path, model):
    with opened(tmp_path, model, shut=("2024-01-21", CLOSED)) as case:
        (offer,) = case.proposals()
        case.decide(Verb.ACCEPT, [offer.proposal.id], who="N", why="w")
    with opened(tmp_path, model, shut=("2024-01-21", "Chad said nothing of the crossing.")) as case:
        assert [p.code for p in case.problems() if p.code == "E001"] == ["E001"]


def test_an_opening_ends_the_closure(tmp_path, model):
    with opened(tmp_path, model, shut=("2024-01-21", CLOSED), open=("2024-01-25", OPENED)) as case:
        before = ways(case)
        ids = [o.proposal.id for o in case.proposals()]
        assert [o.proposal.effect for o in case.proposals()] == ["closed", "open"]
        case.decide(Verb.ACCEPT, ids, who="N", why="w", day=date(2024, 1, 21))
        assert ways(case) == before
        assert ways(case, date(2024, 1, 22))["Farchana"] == 0, "as known before it opened again"


def test_as_known_before_the_report_nothing_is_proposed(tmp_path, model):
    with opened(tmp_path, model, shut=("2024-01-21", CLOSED)) as case:
        assert case.proposals(date(2024, 1, 20)) == ()


def test_a_place_that_the_outlook_case_lacks_is_named_by_the_analyst(tmp_path, model):
    with opened(tmp_path, model, fell=("2024-01-19", FELL)) as case:
        (offer,) = case.proposals()
        assert (offer.proposal.effect, offer.site) == ("conflict", "")
        case.decide(Verb.ACCEPT, [offer.proposal.id], who="N", why="w")
        assert any(n.startswith("not used") for n in case.situation().ahead.notes)
        case.decide(Verb.ACCEPT, [offer.proposal.id], who="N", why="w", sets={"place": "El Geneina"})
        assert any("fighting at El Geneina from 2024-01-18" in n for n in case.situation().ahead.notes)


def test_disputed_proposals_say_so(tmp_path, model):
    held = "El Fasher remains under the control of the army, the defence ministry said on 19 January."
    with opened(tmp_path, model, fell=("2024-01-19", FELL), held=("2024-01-20", held)) as case:
        assert any(o.proposal.disputed for o in case.proposals())


@pytest.mark.parametrize("verb", [Verb.MERGE, Verb.CORRECT, Verb.RETYPE])
def test_only_yes_and_no_are_said_of_a_proposal(tmp_path, model, verb):
    with opened(tmp_path, model, shut=("2024-01-21", CLOSED)) as case:
        (offer,) = case.proposals()
        with pytest.raises(EventError):
            case.decide(verb, [offer.proposal.id], who="N", why="w", sets={"value": 3})


def test_from_the_command_line(tmp_path, model):
    opened(tmp_path, model, shut=("2024-01-21", CLOSED)).close()
    run, db = CliRunner().invoke, str(tmp_path / "case.db")
    told = run(main, ["outlook", str(model), "--proposals", "--case", db])
    assert "Chad closed the Adre border crossing" in told.output
    assert "waiting; moves Adre" in told.output
    (offer,) = json.loads(run(main, ["outlook", str(model), "--proposals", "--case", db, "--json"]).output)
    key = offer["proposal"]["id"]
    made = run(main, ["decide", "accept", key, "--why", "seen", "--by", "N. Rahimi", "--case", db])
    assert "accept of 1 proposal" in made.output, made.output
    looked = run(main, ["outlook", str(model), "--case", db])
    assert "Adre shut from 2024-01-20" in " ".join(looked.output.split())
    run(main, ["undo", "--case", db, "--by", "N"])
    assert "Adre shut" not in run(main, ["outlook", str(model), "--case", db]).output


def test_the_room_lists_proposals_those_that_wait_first(tmp_path, model):
    with opened(tmp_path, model, shut=("2024-01-21", CLOSED), fell=("2024-01-19", FELL)) as case:
        ids = {o.proposal.effect: o.proposal.id for o in case.proposals()}
        case.decide(Verb.ACCEPT, [ids["conflict"]], who="N", why="w")
        rows = work.offered(case.situation())
    assert [(r.what, r.offer.state) for r in rows] == [("Shut:", "waiting"), ("Fighting at", "accepted")]
    assert rows[0].report.outlet == "Wire shut"
