"""When each source is polled next: on its own grid, later after faults, and kept over a restart.

Takes moments in seconds, gives moments in seconds; nothing is drawn at random. What is kept is no evidence:
where the file is lost, each source is polled at once and asked for all of it, and nothing is read twice.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from panj.reports.web import disk
from panj.reports.web.pace import backoff
from panj.reports.web.sources import Source

FILE = "watch.json"
LONGEST_BACKOFF = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class State:
    """Where the watching of one source stands.

    Args:
        address: what was polled; another address starts anew.
        due: moment of the next poll, seconds since 1970.
        failures: in a row.
        not_before: until when the server asked to be left alone.
        etag, modified: of the last answer of which everything was read; None where something is left.
    """

    address: str
    due: float
    failures: int = 0
    not_before: float = 0.0
    etag: str | None = None
    modified: str | None = None


def succeeded(state: State, source: Source, now: float) -> State:
    """After a poll that worked: the next point of the grid; what was missed is not made up for."""
    missed = max(0.0, now - state.due) // source.every
    return replace(state, due=state.due + (missed + 1) * source.every, failures=0, not_before=0.0)


def failed(state: State, source: Source, now: float, wait: float | None = None) -> State:
    """After a poll that did not: the interval, doubled with each failure, or as long as the server asked."""
    failures = state.failures + 1
    pause = backoff(failures, first=source.every, longest=max(LONGEST_BACKOFF, source.every))
    until = now + wait if wait is not None else 0.0
    return replace(state, due=max(now + pause, until), failures=failures, not_before=until)


def load(folder: Path, sources: tuple[Source, ...], now: float) -> dict[str, State]:
    """The state of each source: as kept, or due now."""
    held = _held(folder / FILE)
    states = {}
    for source in sources:
        state = held.get(source.name)
        if state is None or state.address != source.address:
            state = State(source.address, due=now)
        # A clock that was set back, or a shorter interval, must not put a poll off for ever.
        latest = now + max(source.every, LONGEST_BACKOFF if state.failures else 0.0)
        states[source.name] = replace(
            state, due=min(state.due, max(latest, min(state.not_before, now + 86400)))
        )
    return states


def save(folder: Path, states: dict[str, State]) -> None:
    """Keeps the states, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({name: asdict(state) for name, state in sorted(states.items())}, indent=1)
    disk.write_whole(folder / FILE, text.encode())


def seconds_of(moment: str) -> float:
    """Seconds since 1970 of an ISO moment."""
    return datetime.fromisoformat(moment).timestamp()


def moment_of(seconds: float) -> str:
    """The ISO moment, to the second, in UTC."""
    return datetime.fromtimestamp(round(seconds), UTC).isoformat()


def _held(path: Path) -> dict[str, State]:
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return {name: State(**row) for name, row in table.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
