"""Copies of one text are found; reports on one event in their own words are not copies."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from panj.model import Report
from panj.reports import copies, syndication

# Vocabulary from which texts of any length are made, each its own; a copy repeats its sequences of words.
WORDS = """
camp river bridge valley people family border guard office night road school water tent flour
truck bus minister doctor soldier town village north south rain flood crossing bank boat week
month statement count reached opened closed said carried waited left moved slept told ordered
needed gave built found
""".split()  # noqa: SIM905  a list a line is easier to read


def text(seed: int, sentences: int = 24) -> str:
    random = Random(seed)
    made = [" ".join(random.choices(WORDS, k=12)).capitalize() + "." for _ in range(sentences)]
    return "\n\n".join(" ".join(made[i : i + 2]) for i in range(0, sentences, 2))


def report(body: str, name: str, published: str = "2021-07-05") -> Report:
    return Report(body, published, outlet=name, name=name)


def rewritten(body: str, seed: int, rate: float = 0.07) -> str:
    random = Random(seed)
    kept = [random.choice(WORDS) if random.random() < rate else word for word in body.split(" ")]
    return " ".join(kept)


def groups(reports: list[Report]) -> set[frozenset[str]]:
    names = {r.id: r.name for r in reports}
    return {frozenset(names[i] for i in g.members) for g in copies(reports)}


def test_a_syndicated_text_a_trim_and_a_rewrite_are_one_group() -> None:
    body = text(1)
    reports = [
        report(body, "agency", "2021-07-05T08:00:00"),
        report(f"Paper Headline On The Flood\n\nBy Our Correspondent\n\n{body}", "paper", "2021-07-06"),
        report("\n\n".join(body.split("\n\n")[:5]), "trim", "2021-07-05T09:00:00"),
        report(rewritten(body, 2), "rewrite", "2021-07-07"),
        report(text(9), "other"),
    ]
    (group,) = copies(reports)
    assert group.origin == reports[0].id
    assert [r.name for i in group.members for r in reports if r.id == i] == [
        "agency",
        "trim",
        "paper",
        "rewrite",
    ]
    assert "100%" in group.because[0]


def test_a_shared_quotation_makes_no_copy() -> None:
    quotation = text(3, 4)
    assert copies([report(f"{text(4)}\n\n{quotation}", "a"), report(f"{text(5)}\n\n{quotation}", "b")]) == []


def test_planted_copies_among_many_texts_are_found() -> None:
    """Pairs planted in 120 texts: F1 of at least 0.95."""
    reports, planted = [], set()
    for seed in range(120):
        body = text(100 + seed, 16 + seed % 20)
        reports.append(report(body, f"t{seed}"))
        if seed % 4 == 0:
            kind = seed // 4 % 3
            paragraphs = body.split("\n\n")
            copy = (body, "\n\n".join(paragraphs[: len(paragraphs) // 2]), rewritten(body, seed))[kind]
            reports.append(report(copy, f"c{seed}", "2021-07-06"))
            planted.add(frozenset((f"t{seed}", f"c{seed}")))
    found = groups(reports)
    right = len(found & planted)
    assert 2 * right / (len(found) + len(planted)) >= 0.95


def test_the_same_report_twice_is_no_copy() -> None:
    assert copies([report(text(1), "a"), report(text(1), "a")]) == []


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(6)))
def test_groups_do_not_depend_on_order(order: list[int]) -> None:
    body = text(1)
    reports = [
        report(b, f"r{i}")
        for i, b in enumerate([body, body + " More.", text(2), text(3), rewritten(body, 4), ""])
    ]
    assert copies([reports[i] for i in order]) == copies(reports)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.0, 0.25), st.integers(3, 24))
def test_no_copy_is_lost_by_the_look_at_bits(seed: int, rate: float, length: int) -> None:
    bodies = [text(seed, length), rewritten(text(seed, length), seed, rate), text(seed + 1, length)]
    words = [syndication._words(report(b, str(n))) for n, b in enumerate(bodies)]
    sketches = syndication._Sketches()
    for n, said in enumerate(words):
        sketches.add((str(n), ()), said)
    grams = [set(syndication._grams(w, 5)) for w in words]
    for n in range(3):
        others = [m for m in range(3) if m != n]
        found = sketches.like(n, others)
        for m in others:
            if syndication._is_copy(len(grams[n] & grams[m]), len(grams[n]), len(grams[m])):
                assert m in found
