"""The smallest set of limits that cannot hold together, so that people know which one to change.

Takes a `Model` that has no solution; gives the names of the limits. The search alternates between a
smallest set that touches every known way out and the ways out themselves (implicit hitting sets: Ignatiev
et al., Smallest MUS Extraction with Minimal Hitting Set Dualization, CP 2015).
"""

from __future__ import annotations

from panj.reception.solver import Model

MAX_ROUNDS = 400  # beyond these a set that is only irreducible is given


def smallest_set(model: Model) -> tuple[str, ...]:
    """The names of a smallest set of limits that alone leave no solution; empty where even none do."""
    names = tuple(dict.fromkeys(name for name in model.limit if name))
    ways_out: list[frozenset[str]] = []
    for _ in range(MAX_ROUNDS):
        kept = _touching(ways_out)
        if not model.feasible(off=set(names) - kept):
            return tuple(name for name in names if name in kept)
        ways_out.append(_way_out(model, names, kept))
    return _irreducible(model, names)


def _way_out(model: Model, names: tuple[str, ...], kept: frozenset[str]) -> frozenset[str]:
    """Limits whose loss alone makes room: what is left when as many as can hold are kept."""
    held = set(kept)
    for name in names:
        if name not in held and model.feasible(off=set(names) - held - {name}):
            held.add(name)
    return frozenset(names) - held


def _touching(ways_out: list[frozenset[str]]) -> frozenset[str]:
    """A smallest set that has a limit of every way out."""
    if not ways_out:
        return frozenset()
    order = sorted({name for way in ways_out for name in way})
    program = Model()
    column = {name: program.column(1.0, whole=True) for name in order}
    for way in ways_out:
        program.row({column[name]: 1.0 for name in way}, low=1.0)
    size = {c: 1.0 + n / (len(order) ** 2) for n, c in enumerate(column.values())}
    solved = program.least([size])
    assert solved is not None  # all of them touch every way out
    return frozenset(name for name, c in column.items() if solved.of(c) > 0.5)


def _irreducible(model: Model, names: tuple[str, ...]) -> tuple[str, ...]:
    """A set of which no limit can be spared."""
    kept = list(names)
    for name in names:
        without = [n for n in kept if n != name]
        if not model.feasible(off=set(names) - set(without)):
            kept = without
    return tuple(kept)
