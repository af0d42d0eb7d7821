"""How Panj behaves towards other people's servers: limits, waits, and the name it gives itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from panj.reports.web.addresses import Network
from panj.version import __version__

TOKEN = "Panj"  # the name by which a robots.txt may address it  # noqa: S105
_CONTACT = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*\Z")
# Name of a limit in feeds.toml → lowest and highest value that makes sense.
RANGES: dict[str, tuple[float, float]] = {
    "connect_seconds": (0.1, 120),
    "read_seconds": (0.1, 300),
    "total_seconds": (0.1, 3600),
    "page_seconds": (0.1, 3600),
    "max_bytes": (1000, 1_000_000_000),
    "max_ratio": (2, 10_000),
    "redirects": (0, 20),
    "tries": (1, 10),
    "backoff_seconds": (0, 600),
    "longest_wait": (0, 3600),
    "gap_seconds": (0, 3600),
}


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits and waits of fetching; seconds and bytes.

    Args:
        contact: a mail address or page that a server's owner finds in the User-Agent.
        connect_seconds: for the connection to stand.
        read_seconds: between two pieces of an answer.
        total_seconds: for one request, from looking the name up to the last byte.
        page_seconds: for one page in all: robots.txt, redirects, further tries and the waits between them,
            but not the wait until its host may be asked again.
        max_bytes: of a body, as received and unpacked.
        max_ratio: unpacked bytes for one received.
        redirects: followed for one page.
        tries: of one request before it is given up.
        backoff_seconds: before the second try; doubled for each further one.
        longest_wait: that is waited through at once; a host that asks for more is left for later.
        gap_seconds: least time between two requests to one host.
        allow: networks that may be asked although they are not public.
    """

    contact: str = ""
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    page_seconds: float = 20.0
    max_bytes: int = 20_000_000
    max_ratio: int = 100
    redirects: int = 5
    tries: int = 3
    backoff_seconds: float = 2.0
    longest_wait: float = 60.0
    gap_seconds: float = 1.0
    allow: tuple[Network, ...] = ()

    @property
    def agent(self) -> str:
        """The User-Agent: Panj/0.1.0 (+mail@example.org)."""
        return f"{TOKEN}/{__version__} ({'+' + self.contact if self.contact else 'no contact given'})"


def with_limits(manners: Manners, table: Mapping[str, Any]) -> Manners:
    """Manners with the limits of a table in place of its own.

    Raises:
        ValueError: an unknown name or a value that does not fit; its text says which and why.
    """
    kinds = {f.name: type(getattr(Manners(), f.name)) for f in fields(Manners)}
    for name, value in table.items():
        if name == "contact":
            manners = replace(manners, contact=checked_contact(value))
            continue
        if name not in RANGES:
            raise ValueError(f"there is no {name!r}, only contact, {', '.join(RANGES)}")
        low, high = RANGES[name]
        if isinstance(value, bool) or not isinstance(value, (int, kinds[name])):
            raise ValueError(f"{name} is no number")  # noqa: TRY004  one kind of fault for the caller
        if not low <= value <= high:
            raise ValueError(f"{name} is {value}, not between {low:g} and {high:g}")
        manners = replace(manners, **{name: kinds[name](value)})
    return manners


def checked_contact(value: object) -> str:
    """A contact that can stand in a header.

    Raises:
        ValueError: where it cannot.
    """
    if not isinstance(value, str) or not _CONTACT.match(value) or set(value) & set("()"):
        raise ValueError("contact is no mail address or URL on one line")
    return value
