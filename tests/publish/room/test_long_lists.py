"""Long lists: a page shows the first of them, says how many more there are, and all can be reached."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from panj.model import Status, Unit
from panj.publish.content import Alert
from panj.publish.room import figures, table, views
from panj.publish.room.index import index_of, line_key
from panj.publish.room.map import sheet
from panj.publish.room.timeline import timeline
from panj.publish.room.work import work

MANY = 230


def titles(page):
    return re.findall(r'class="stretch kf-link"[^>]*>([^<]+)<', page)


def follow(browser, address):
    """The pages of a list, from the first to the last."""
    while address:
        page = browser.get(address).text
        yield page
        found = re.search(r'<a href="([^"]+)" rel="next"', page)
        address = unescape(found.group(1)) if found else ""


@pytest.fixture
def large(made):
    """The case by hand with many figures out, and many within the one on arrivals."""
    case = made.situation()
    home = next(f for f in case.figures if f.slug == "home")
    part = next(f for f in case.figures if f.slug == "third-wave")
    wholes = [replace(home, slug=f"home-{n}", title=f"Group {n} flown home") for n in range(MANY)]
    parts = [replace(part, slug=f"wave-{n}", title=f"of them group {n}") for n in range(MANY)]
    return replace(case, figures=(*case.figures, *wholes, *parts))


def test_every_figure_stands_on_the_first_page_or_behind_its_count(large, room):
    browser = room(lambda known: large)
    page = browser.get("/").text
    shown = [t for t in titles(page) if t.endswith("flown home") or t == "Flown home"]
    assert len(shown) == figures.SHOWN + figures.FOLDED
    left = MANY + 1 - len(shown)
    link = re.search(rf'<a href="([^"]+)">{left} more figures</a>', page)
    assert link is not None
    listed = [t for p in follow(browser, unescape(link.group(1))) for t in titles(p)]
    assert sorted(listed) == sorted({f.title for f in large.figures if f.section == "out"})
    assert listed[: len(shown)] == shown, "the same order"


def test_every_warning_is_reached_from_the_first_page(made, room):
    case = made.situation()
    some = tuple(Alert("denied", f"figure {n}: denied", "by the ministry") for n in range(MANY))
    large = replace(case, alerts=(*case.alerts, *some))
    browser = room(lambda known: large)
    page = browser.get("/").text
    assert f'<span class="count">{len(large.alerts)}</span>' in page
    assert page.count('class="alert alert-') == views.ALERTS
    link = re.search(r'<a href="([^"]+)" rel="next"', page[page.index("more-alerts") :])
    rest = [p.count('class="alert alert-') for p in follow(browser, unescape(link.group(1)))]
    assert sum(rest) + views.ALERTS == len(large.alerts)
    assert max(rest) == views.ALERTS


def test_a_sheet_of_half_the_world_is_drawn_as_finely_as_it_can_show():
    world = sheet._lands(sheet._view((-20.0, -55.0, 140.0, 70.0), 860, 470), ())
    land = sheet._lands(sheet._view((60.0, 30.0, 80.0, 45.0), 860, 470), ())
    assert sum(len(piece.path) for piece in world) < 90_000
    assert sum(piece.path.count("M") for piece in world) > 100  # it is still a map
    assert sum(len(piece.path) for piece in land) > 10_000  # a region has every bend that can be seen


def test_figures_within_a_figure_are_all_reached(large, room):
    browser = room(lambda known: large)
    page = browser.get("/").text
    assert f"{MANY + 1} figures within it or beside it" in page
    link = re.search(rf'<a href="([^"]+within[^"]+)">{MANY + 1 - figures.PARTS} more figures</a>', page)
    assert link is not None
    listed = [t for p in follow(browser, unescape(link.group(1))) for t in titles(p)]
    assert len(listed) == len(set(listed)) == MANY + 1


@pytest.mark.parametrize("address", ["/figures?section=none", "/figures?within=none"])
def test_figures_that_are_not_there_are_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "path", ["/figures", "/alerts", "/reports", "/claims", "/story", "/unknown", "/crossings"]
)
def test_a_place_in_a_list_is_a_number(client, path):
    assert client.get(f"{path}?start=x").status_code == 400
    assert client.get(f"{path}?start=99999").status_code == 200


def test_all_reports_are_listed_on_their_pages(made, room):
    case = made.situation()
    one = made.REPORTS["first"]
    more = [replace(one, text=f"{one.text} Print {n}.") for n in range(views.REPORTS + 20)]
    case = replace(case, reports={**case.reports, **{r.id: r for r in more}})
    pages = list(follow(room(lambda known: case), "/reports"))
    listed = [k for p in pages for k in re.findall(r'class="words stretch" href="/reports/([0-9a-f]+)', p)]
    assert len(pages) == 2
    assert sorted(listed) == sorted(case.reports)


def test_a_filter_of_many_values_says_how_many_it_leaves_out(made, room):
    case = made.situation()
    one = made.REPORTS["first"]
    more = [replace(one, text=f"{one.text} Print {n}.") for n in range(table.OPTIONS + 5)]
    claims = [replace(made.WAVE, id=f"copy-{n}", report=r.id) for n, r in enumerate(more)]
    case = replace(
        case,
        reports={**case.reports, **{r.id: r for r in more}},
        claims={**case.claims, **{c.id: c for c in claims}},
    )
    left = len({c.report for c in case.claims.values()}) - table.OPTIONS
    browser = room(lambda known: case)
    assert f"{left} more: search for a name" in browser.get("/claims").text
    for report in (more[0].id, more[-1].id):
        page = browser.get("/claims", params={"report": report}).text
        assert f'value="{report}" selected' in page, "what is chosen is offered"


def test_the_queue_shows_the_first_and_all_where_asked(made, room):
    case = made.situation()
    extra = [replace(made.HOME, id=f"more-{n}", unit=Unit.PERSONS, status=Status.HAPPENED) for n in range(40)]
    case = replace(case, claims={**case.claims, **{c.id: c for c in extra}})
    waiting = len(work.doubtful(case))
    browser = room(lambda known: case)
    page = browser.get("/work").text
    assert page.count('<tr class="claim-row">') == work.SHOWN
    assert f"Show all {waiting}</a>" in page
    whole = browser.get("/work/queue?show=all").text
    assert whole.count('<tr class="claim-row">') == waiting
    assert "Show all" not in whole


def test_days_of_publication_are_told_once_each_where_they_are_too_many_to_draw(made):
    case = made.situation()
    one = made.REPORTS["first"]
    old = [
        replace(one, published=f"{year}-{month:02}-{day:02}")
        for year in (2018, 2019, 2020)
        for month in range(1, 13)
        for day in range(1, 29)
    ]
    case = replace(case, reports={**case.reports, **{f"{n}": r for n, r in enumerate(old)}})
    wide = timeline.draw(case)
    assert wide is not None
    assert len(wide.publications) <= wide.width
    assert sum(t.reports for t in wide.publications) == sum(r.day is not None for r in case.reports.values())


def test_a_long_story_opens_at_its_end_and_all_of_it_is_reached(made, room, monkeypatch):
    case = made.situation()
    monkeypatch.setattr(views, "LINES", 2)
    browser = room(lambda known: case)
    last = browser.get("/story").text
    assert 'rel="next"' not in last
    assert last == browser.get(f"/story?start={(len(case.story) - 1) // 2 * 2}").text
    shown = [re.findall(r'href="/evidence/line/([^"?]+)', p) for p in follow(browser, "/story?start=0")]
    assert len(shown) > 1
    ordered = sorted(case.story, key=lambda x: (x.day is None, x.day or date.min))
    assert [k for keys in shown for k in keys] == [line_key(x.report, x.sentence) for x in ordered]


def test_the_tables_of_the_whole_case_stay_while_a_reader_steps_over_many_days(made):
    whole = made.situation()
    held = index_of(whole)
    for n in range(12):
        index_of(replace(whole, known=None, title=f"day {n}"))
        assert index_of(whole) is held


def test_tables_of_a_situation_are_made_once_and_old_ones_of_a_kind_go(made):
    case, asked = made.situation(), []
    held = index_of(case)
    assert index_of(case) is held
    for n in (1, 2, 3, 3, 1):
        held.once(("kind", n), lambda n=n: asked.append(n), most=2)
    assert asked == [1, 2, 3, 1]
