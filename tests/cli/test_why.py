"""`panj tally --why`: each end, the claims that give it and what each of them does."""

TOTAL = (
    "---\npublished: 2021-07-06\noutlet: Evening News\n---\n"
    "In all nearly 1,600 Afghan soldiers have crossed into Tajikistan since June 20, officials said.\n"
)
WORDS = ("tally", "--group", "soldiers", "--place", "Tajikistan", "--why")


def test_each_end_is_told_by_the_fewest_claims(panj, home, monkeypatch):
    (home / "reports" / "total.txt").write_text(TOTAL, encoding="utf-8")
    panj("read", "reports")
    monkeypatch.setenv("COLUMNS", "400")  # cells on one line
    text = " ".join(panj(*WORDS).stdout.split())
    assert "Not fewer than 1,550, because" in text
    assert "Not more than 1,599, because" in text
    assert "sums up; nearly 1,600 is read as 1,550–1,599 by wording v" in text
    assert "is the sum of" in text


def test_the_same_for_programs(panj, home):
    (home / "reports" / "total.txt").write_text(TOTAL, encoding="utf-8")
    panj("read", "reports")
    data = panj(*WORDS, "--json").data
    high = data["why"]["high"]
    assert high["value"] == data["high"] == 1599
    assert high["claims"] == data["because_high"]
    (step,) = (s for s in high["steps"] if s["kind"] == "total")
    assert data["evidence"][step["claims"][0]]["text"] == "nearly 1,600"
    assert "why" not in panj(*WORDS[:-1], "--json").data


def test_where_nothing_was_read_nothing_is_explained(case):
    text = case("tally", "--place", "Iceland", "--why").stdout
    assert "says how many" in text
    assert "because" not in text
