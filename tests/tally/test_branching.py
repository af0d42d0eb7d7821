"""The cheapest way out of contradictions is the cheapest of all that there are."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from panj.tally.branching import Branching

CLAIMS = 6
claim = st.integers(0, CLAIMS - 1)
masks = st.sets(claim, min_size=1).map(lambda s: sum(1 << c for c in s))
price = st.dictionaries(st.integers(0, 3), st.integers(1, 4), min_size=1, max_size=2)


def cost(chosen, prices):
    """Every payer pays once, the highest of what is asked of it."""
    paid = {}
    for c in chosen:
        for payer, much in prices[c].items():
            paid[payer] = max(much, paid.get(payer, 0))
    return sum(paid.values())


def by_trying_all(prices, sizes, told, clashes):
    best = None
    for n in range(CLAIMS + 1):
        for chosen in combinations(range(CLAIMS), n):
            mask = sum(1 << c for c in chosen)
            if all(mask & k for k in clashes) and not any(t & mask == t for t in told):
                found = (cost(chosen, prices), sum(sizes[c] for c in chosen), mask)
                best = found if best is None or found < best else best
    return best


@given(
    st.lists(price, min_size=CLAIMS, max_size=CLAIMS),
    st.lists(masks, max_size=6),
    st.lists(masks, max_size=3),
)
def test_nothing_cheaper_meets_every_contradiction(prices, clashes, told):
    sizes = [CLAIMS * CLAIMS + c for c in range(CLAIMS)]
    way = Branching(prices, sizes, told).cheapest(clashes)
    best = by_trying_all(prices, sizes, told, clashes)
    assert (way and (way.cost, way.size)) == (best and best[:2])


def test_a_search_cut_short_says_so():
    prices = [{c: 1} for c in range(12)]
    clashes = [1 << a | 1 << b for a, b in combinations(range(12), 2)]
    search = Branching(prices, [1] * 12, steps=3)
    search.cheapest(clashes)
    assert search.steps < 0
