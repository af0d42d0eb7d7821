"""Alerts, story and unknowns: what an officer must not miss, in the sources' own words."""

from dataclasses import replace
from datetime import date

from panj.model import Status
from panj.publish.story import trimmed
from publish.crisis import INTO, crisis_parts, make_claim, make_report, on


def kinds(situation):
    return {a.kind for a in situation.alerts}


def test_an_unconfirmed_account_is_an_alert_with_its_source(crisis):
    (alert,) = [a for a in crisis.alerts if a.kind == "unconfirmed"]
    assert "36–44" in alert.title
    assert "two teachers" in alert.detail
    assert alert.claims


def test_a_denied_figure_is_an_alert_and_no_figure(situate):
    reports, claims = crisis_parts()
    shown = situate(reports, [*claims[:1], replace(claims[1], status=Status.DENIED)])
    assert "denied" in kinds(shown)
    assert all(f.tally.bounds.low < 6000 for f in shown.figures)


def test_an_inferred_date_and_a_missing_one_are_alerts(situate):
    reports, _ = crisis_parts()
    inferred = replace(reports[0], dated="inferred", dated_because="it says Monday")
    undated = replace(reports[1], published=None, dated="missing")
    found = situate([inferred, undated], [])
    assert {"inferred_date", "undated"} <= kinds(found)
    assert any(a.detail == "it says Monday" for a in found.alerts)


def test_a_headline_that_says_more_than_its_body(situate):
    report = make_report(
        "Uganda takes in 500\nSome 90 people were let into Uganda on June 13.", title="Uganda takes in 500"
    )
    claims = [
        make_claim(report, "500", "admission", 500, **INTO),
        make_claim(report, "Some 90", "admission", 90, "about", **INTO, **on(13)),
    ]
    (alert,) = [a for a in situate([report], claims).alerts if a.kind == "title"]
    assert "500" in alert.title
    assert "Some 90" in alert.title


def test_a_headline_that_agrees_is_no_alert(situate):
    report = make_report(
        "Uganda takes in 90\nSome 90 people were let into Uganda on June 13.", title="Uganda takes in 90"
    )
    claims = [
        make_claim(report, "90", "admission", 90, **INTO),
        make_claim(report, "Some 90", "admission", 90, "about", **INTO, **on(13)),
    ]
    assert "title" not in kinds(situate([report], claims))


def test_opposite_statements_about_one_place(situate):
    report = make_report(
        "Rebels have captured Rutshuru in the Democratic Republic of the Congo, a councillor said.\n"
        "The army said that Rutshuru was retaken on Sunday.\n"
        "Goma was captured years ago in another war of the Congo."
    )
    found = [a for a in situate([report], []).alerts if a.kind == "contradiction"]
    assert len(found) == 1
    assert "Rutshuru" in found[0].title
    assert "captured" in found[0].detail
    assert "retaken" in found[0].detail


def test_the_story_runs_by_day_in_the_sources_words(crisis):
    days = [line.day for line in crisis.story if not line.ahead]
    assert days == sorted(days)
    for line in crisis.story:
        text = crisis.reports[line.report].text
        words = line.text.removesuffix(" …")
        assert words in " ".join(line.sentence.of(text).split())


def test_what_is_dated_in_the_future_is_ahead(crisis, situate):
    ahead = [line for line in crisis.story if line.ahead]
    assert date(2022, 8, 3) in {line.day for line in ahead}
    assert all("will" in line.text or "scheduled" in line.text for line in ahead)
    reports, claims = crisis_parts()
    assert not [s for s in situate(reports, claims, known=date(2022, 9, 1)).story if s.ahead]


def test_one_thing_told_twice_is_told_once(situate):
    reports, claims = crisis_parts()
    copy = replace(reports[0], outlet="Copy", name="copy")
    copied = [replace(c, id=f"copy-{c.id}", report=copy.id) for c in claims if c.report == reports[0].id]
    assert len(situate([reports[0], copy], claims[:3] + copied).story) == len(
        situate(reports[:1], claims[:3]).story
    )


def test_a_long_sentence_is_cut_at_a_clause_and_keeps_its_figure():
    long = (
        "The army said 137 soldiers crossed, " + "and more of them came over the hills, " * 8 + "after dusk."
    )
    cut = trimmed(long, ["137"])
    assert cut.endswith("…")
    assert "137" in cut
    assert len(cut) < len(long)
    late = "The army said that " + "in the long night over the hills " * 9 + "137 soldiers crossed."
    assert "137" in trimmed(late, ["137"])


def test_what_is_missing_is_computed(crisis, situate):
    said = " ".join(crisis.unknown)
    assert "Sex and age" in said
    assert "Needs of those who arrived in Uganda" in said
    assert "how much land" in said
    reports, claims = crisis_parts()
    needs = make_report("Some 500 people in Uganda need shelter.", "2022-06-22", outlet="N", name="n")
    claims.append(make_claim(needs, "Some 500", "need", 500, "about", place="Uganda", place_code="UG"))
    assert "Needs of those who arrived" not in " ".join(situate([*reports, needs], claims).unknown)


def test_a_day_long_after_the_last_report_says_so(situate):
    reports, claims = crisis_parts()
    assert any("22 Jun 2022" in u for u in situate(reports, claims, known=date(2022, 9, 1)).unknown)
    assert not any("since" in u for u in situate(reports, claims, known=date(2022, 6, 23)).unknown)
