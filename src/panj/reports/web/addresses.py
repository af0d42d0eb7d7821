"""Which addresses may be asked: the guard against links that lead into this machine or its own network.

Takes a host and what it resolves to, gives the addresses that may be connected to, or refuses (R103). The
connection then goes to one of these very addresses, so that a second answer of the resolver changes nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import resources
from queue import Empty, SimpleQueue

from panj.errors import SettingsError
from panj.reports.web.faults import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int, float], Sequence[str]]

_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z")
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: upper half of the interface identifier


def allowed_networks(words: str, where: str = "allow_networks") -> tuple[Network, ...]:
    """Networks from a setting: addresses or CIDR ranges, separated by commas or spaces.

    Raises:
        SettingsError: X001, for a word that is neither.
    """
    found = []
    for word in re.split(r"[,\s]+", words.strip()):
        if not word:
            continue
        try:
            found.append(ipaddress.ip_network(word))
        except ValueError as fault:
            raise SettingsError("X001", where, name="allow_networks", detail=str(fault)) from None
    return tuple(found)


def checked(
    host: str, port: int, *, resolve: Resolver, allow: Sequence[Network] = (), seconds: float = 10.0
) -> list[Address]:
    """The addresses of a host that may be connected to, in the resolver's order.

    Every address is checked and one bad one refuses the host: a name that answers with a public and a private
    address is not asked at all.

    Raises:
        FetchError: R102 a malformed numeric host, R103 an address that is refused, R104 no such host.
    """
    literal = literal_address(host)
    names = [str(literal)] if literal is not None else resolve(host, port, seconds)
    addresses = []
    for name in dict.fromkeys(names):
        address = _parse(name, host)
        kind = refusal(address, allow)
        if kind is not None:
            raise FetchError("R103", host, host=host, address=address, kind=kind)
        addresses.append(address)
    if not addresses:
        raise FetchError("R104", host, host=host, detail="it has no address")
    return addresses


def literal_address(host: str) -> Address | None:
    """The address that a host is written as, in any form that systems take; None for a name.

    Besides 127.0.0.1 and ::1 there are 127.1, 2130706433, 0x7f000001 and 0177.0.0.1 (WHATWG URL, IPv4
    parser).

    Raises:
        FetchError: R102, for a host that ends in a number and is no address.
    """
    if ":" in host:
        return _parse(host, host)
    labels = host.lower().removesuffix(".").split(".")
    if not _NUMBER.match(labels[-1]):
        return None
    try:
        parts = [_part(label) for label in labels]
    except ValueError:
        parts = []
    room = 256 ** (5 - len(parts))
    if not 1 <= len(parts) <= 4 or any(p > 255 for p in parts[:-1]) or parts[-1] >= room:
        raise FetchError("R102", host, detail=f"{host!r} is no address and no name")
    value = parts[-1] + sum(part << (8 * (3 - n)) for n, part in enumerate(parts[:-1]))
    return ipaddress.IPv4Address(value)


def refusal(address: Address, allow: Iterable[Network] = ()) -> str | None:
    """What kind of address it is, where it must not be asked; None where it may."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return refusal(inner, allow)
    if any(address in network for network in allow if network.version == address.version):
        return None
    public, refused, _ = _tables()
    for network, kind in refused:
        if network.version == address.version and address in network:
            return kind
    if isinstance(address, ipaddress.IPv6Address):
        if address not in public or address.scope_id is not None:
            return "a reserved"
        middle, last = (int(address) >> 32) & 0xFFFFFFFF, ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if middle in _ISATAP:
            return refusal(last, allow)
    return None


def system_resolver(host: str, port: int, seconds: float) -> list[str]:
    """What the operating system resolves a name to, within a time: it has no limit of its own.

    Raises:
        FetchError: R104 no such host, R105 no answer in time.
    """
    answer: SimpleQueue[list[str] | OSError | UnicodeError] = SimpleQueue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put([str(row[4][0]) for row in rows])
        except (OSError, UnicodeError) as fault:
            answer.put(fault)

    threading.Thread(target=ask, daemon=True).start()  # one that hangs does not keep the program alive
    try:
        found = answer.get(timeout=seconds)
    except Empty:
        raise FetchError("R105", host, seconds=f"{seconds:g}", phase="looking the name up") from None
    if isinstance(found, list):
        return found
    detail = getattr(found, "strerror", None) or str(found)
    raise FetchError("R104", host, host=host, detail=detail)


def _part(label: str) -> int:
    if not _NUMBER.match(label):
        raise ValueError(label)
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8 if len(label) > 1 and label.startswith("0") else 10)


def _parse(name: str, host: str) -> Address:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        raise FetchError("R102", host, detail=f"{name!r} is no address") from None


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for: mapped, or behind a NAT64 gateway."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    nat64 = _tables()[2]
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in nat64 else None


@cache
def _tables() -> tuple[ipaddress.IPv6Network, list[tuple[Network, str]], ipaddress.IPv6Network]:
    text = (resources.files(__package__) / "networks.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    refused = [(ipaddress.ip_network(network), kind) for network, kind in table["refused"].items()]
    return ipaddress.IPv6Network(table["public_ipv6"]), refused, ipaddress.IPv6Network(table["nat64"])
