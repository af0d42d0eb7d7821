"""Each fault seen in the peer (its master e64abd8) is absent here; numbers are those of its list."""

from dataclasses import replace

import numpy as np
import pytest

from outlook.crises import fork, site, write_folder
from panj.errors import SettingsError
from panj.outlook.case import Closure, ClosureKind, ConflictChange, Road
from panj.outlook.flee_folder import read_folder
from panj.outlook.flow import simulate
from panj.outlook.geography import great_circle
from panj.outlook.network import in_force, roads, shut_links
from panj.outlook.parameters import Movers, movement
from panj.outlook.share import arrival_shares

MOVE = movement()
CROWD = np.full(10, 1_000.0)


def test_1_a_link_closure_from_a_file_shuts_the_link_both_ways(tmp_path):
    shut = "link,Town,Near,0,-1\n"
    case = read_folder(write_folder(tmp_path, **{"input_csv/closures.csv": shut}))
    assert list(shut_links(case, in_force(case.closures, 0))) == [True, False, False]
    assert simulate(case, MOVE, CROWD).present[0, -1, 0] == 0
    other = replace(case, closures=(Closure(ClosureKind.LINK, "Near", "Town", 0),))
    assert simulate(other, MOVE, CROWD).present[0, -1, 0] == 0


def test_2_forced_redirection_and_speeds_are_used(tmp_path):
    routes = "Town,Near,120,0\nNear,Far_Camp,90,1\n"
    case = read_folder(
        write_folder(tmp_path, **{"input_csv/routes.csv": routes, "input_csv/closures.csv": None})
    )
    assert simulate(case, MOVE, CROWD).present[0, -1, 0] == 0
    slow = MOVE.changed(movers=(Movers("queueing at the crossing", 1.0, 20.0),))
    assert (
        simulate(fork(), slow, CROWD).present[0, -1].sum()
        < simulate(fork(), MOVE, CROWD).present[0, -1].sum()
    )


def test_3_a_redirecting_road_is_one_road():
    plain = fork(roads=(Road("Town", "Near", 100.0), Road("Town", "Far", 100.0)))
    marked = fork(roads=(Road("Town", "Near", 100.0), Road("Town", "Far", 100.0, redirect=1)))
    assert len(roads(marked).km) == 2
    # Everybody in town is sent to the far camp: by the redirection, not by a doubled weight.
    assert simulate(plain, MOVE, CROWD).present[0, -1] == pytest.approx([5_000, 5_000])
    assert simulate(marked, MOVE, CROWD).present[0, -1, 1] == pytest.approx(10_000)
    sent_in = fork(
        roads=(Road("Town", "Near", 100.0), Road("Town", "Far", 100.0), Road("Inn", "Far", 9.0, redirect=1))
    )
    assert simulate(sent_in, MOVE, CROWD).present[0, -1] == pytest.approx([5_000, 5_000])


def test_4_with_the_least_awareness_people_still_move():
    flow = simulate(fork(), MOVE.changed(awareness_sites=0), CROWD)
    assert flow.present[0, -1, 0] == pytest.approx(10_000), "all to the nearest site, the only one known of"


def test_5_population_groups_do_not_crash():
    groups = (
        Movers("families on foot", 0.6, 20.0),
        Movers("by road", 0.3, 400.0),
        Movers("herders", 0.1, 15.0),
    )
    flow = simulate(fork(), MOVE.changed(movers=groups), CROWD, members=2, rng=np.random.default_rng(0))
    assert flow.unaccounted() == 0


def test_6_a_misspelt_setting_is_refused_and_camps_keep_who_came():
    with pytest.raises(SettingsError):
        MOVE.changed(camp_are_sinks=False)
    present = simulate(fork(), MOVE, np.array([100.0, *[0.0] * 20])).present[0]
    assert (np.diff(present, axis=0) >= -1e-9).all()


def test_7_population_has_an_effect():
    crisis = fork(conflict=(ConflictChange("Town", 0, 1.0), ConflictChange("Inn", 0, 1.0)))
    even, by_size = (arrival_shares(crisis, MOVE.changed(population_power=p), 1)[0] for p in (0.0, 1.0))
    assert by_size[0] > even[0], "the town has fifty times the inn's people and lies nearer to the near camp"


def test_8_coordinates_are_latitude_then_longitude():
    assert great_circle(18.444305, 1.401523, 16.78026, -3.00159) == pytest.approx(501, abs=1)


def test_9_a_conflict_table_shorter_than_the_run_holds_its_last_row(tmp_path):
    case = read_folder(
        write_folder(
            tmp_path, **{"input_csv/conflicts.csv": "#Day,Town\n0,1\n", "input_csv/closures.csv": None}
        )
    )
    assert simulate(case, MOVE, np.full(case.length, 10.0)).present[0, -1].sum() == pytest.approx(400, abs=20)


def test_a_flood_zone_without_a_flood_keeps_its_ways():
    crisis = fork(
        sites=(*fork().sites, site("Marsh", "flood_zone", "Home")),
        roads=(*fork().roads, Road("Town", "Marsh", 9.0)),
    )
    assert simulate(crisis, MOVE, CROWD).present[0, -1].sum() == pytest.approx(10_000)


def test_the_same_seed_gives_the_same_run_and_nothing_is_printed(capsys):
    runs = [simulate(fork(), MOVE, CROWD, rng=np.random.default_rng(7)).present for _ in range(2)]
    assert np.array_equal(*runs)
    assert capsys.readouterr() == ("", "")


def test_counts_of_day_nought_do_not_count_twice_against_a_capacity():
    crisis = fork(capacity=1_000.0)
    near = simulate(crisis, MOVE, CROWD, start=np.array([400.0, 0.0])).present[0, -1, 0]
    assert 950 < near <= 1_000


def test_cost_does_not_grow_with_the_number_of_people():
    from time import process_time

    def cost(people):
        start = process_time()
        for _ in range(5):
            simulate(fork(length=200), MOVE, np.full(200, people), rng=np.random.default_rng(1))
        return process_time() - start

    cost(10)  # warm
    assert cost(10_000_000) < 5 * cost(1_000)
