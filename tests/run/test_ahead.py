"""Days that have not come: a report that states one is flagged, and hides behind none of them."""

from datetime import date

from panj.run import Case, adding

TEXT = "On July 5, 900 people crossed into Tajikistan, guards said."


def read(tmp_path, header):
    path = tmp_path / "note.txt"
    path.write_text(f"---\noutlet: Valley Herald\nurl: https://valley.example/a\n{header}\n---\n{TEXT}\n")
    with Case.open(tmp_path / "case.db") as case:
        summary = case.read([path])
        return summary, case.report("note"), case.problems()


def test_a_report_of_2099_is_undated_and_a_problem_of_the_case(tmp_path):
    summary, report, problems = read(tmp_path, "published: 2099-01-01")
    assert report.published is None
    assert summary.dated == {"missing": 1}
    assert [p.code for p in problems if p.code in ("R007", "R017")] == ["R017"]


def test_a_change_that_has_not_come_hides_no_version(tmp_path):
    _, report, _ = read(tmp_path, "published: 2021-07-05\nmodified: 2099-01-01")
    assert report.modified is None


def test_a_machine_whose_clock_has_lost_its_time_believes_reports(monkeypatch):
    monkeypatch.setattr("panj.clock.today", lambda: date(1970, 1, 1))
    assert adding.latest_believed() > date(2026, 10, 1)
