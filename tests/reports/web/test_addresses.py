"""No link leads into this machine or its own network, however the address is written."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.errors import SettingsError
from panj.reports.web.addresses import allowed_networks, checked, literal_address, refusal
from panj.reports.web.faults import FetchError


def refused_code(host, *answers, allow=()):
    with pytest.raises(FetchError) as met:
        checked(host, 80, resolve=lambda *_: answers, allow=allow)
    return met.value.code


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0X7F.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "0",
        "0x",
        "0.0.0.0",
        "10.0.0.1",
        "10.1",
        "172.16.5.4",
        "172.31.255.255",
        "192.168.1",
        "192.168.0.1",
        "169.254.169.254",
        "0xa9fea9fe",
        "2852039166",
        "100.64.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.251",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "0:0:0:0:0:0:0:1",
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "::ffff:a9fe:a9fe",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::7f00:1",
        "fe80::1",
        "fe80::1%1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "2001:4860:4860::5efe:7f00:1",
        "4000::1",
    ],
)
def test_address_of_no_public_network_is_refused(host):
    assert refused_code(host) == "R103"


@pytest.mark.parametrize(
    "host", ["256.256.256.256", "1.2.3.4.5", "0x100000000", "1..2", "a.1", "09.1", "1.2.3.+4"]
)
def test_host_that_only_looks_like_an_address_is_refused(host):
    with pytest.raises(FetchError) as met:
        checked(host, 80, resolve=lambda *_: ["127.0.0.1"])
    assert met.value.code in ("R102", "R103")


@pytest.mark.parametrize(
    "host",
    [
        "1.1.1.1",
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700:4700::1111",
        "64:ff9b::8.8.8.8",
        "::ffff:1.1.1.1",
    ],
)
def test_public_address_is_asked(host):
    assert checked(host, 443, resolve=lambda *_: []) == [ipaddress.ip_address(host)]


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["93.184.216.34", "127.0.0.1"],
        ["127.0.0.1", "93.184.216.34"],
        ["93.184.216.34", "::1"],
        ["2606:4700::1", "::ffff:169.254.169.254"],
        ["fe80::1%2"],
        ["0.0.0.0"],
    ],
)
def test_one_refused_answer_refuses_the_name(answers):
    assert refused_code("pages.example", *answers) == "R103"


def test_name_without_an_address_is_not_found():
    assert refused_code("pages.example") == "R104"


def test_checked_gives_the_resolvers_order_and_each_once():
    answers = ["93.184.216.34", "1.1.1.1", "93.184.216.34"]
    assert list(map(str, checked("pages.example", 80, resolve=lambda *_: answers))) == answers[:2]


def test_allowed_network_is_asked_and_no_other():
    allow = allowed_networks("10.1.0.0/16, 127.0.0.1")
    assert checked("10.1.2.3", 80, resolve=lambda *_: [], allow=allow)
    assert checked("desk.local", 80, resolve=lambda *_: ["127.0.0.1"], allow=allow)
    assert checked("::ffff:10.1.2.3", 80, resolve=lambda *_: [], allow=allow)
    assert refused_code("10.2.0.1", allow=allow) == "R103"
    assert refused_code("127.0.0.2", allow=allow) == "R103"
    assert refused_code("::1", allow=allow) == "R103"


@pytest.mark.parametrize("words", ["10.0.0.0/33", "localhost", "10.0.0.1/8", "all"])
def test_setting_that_names_no_network_is_said(words):
    with pytest.raises(SettingsError, match="allow_networks"):
        allowed_networks(words)


@given(st.ip_addresses())
def test_refusal_never_lets_through_what_the_library_calls_private(address):
    """The table is at least as strict as Python's own, which is kept by others."""
    known = any(
        (
            address.is_private,
            address.is_loopback,
            address.is_link_local,
            address.is_multicast,
            address.is_unspecified,
        )
    )
    if known and not (address.version == 6 and address in ipaddress.ip_network("64:ff9b::/96")):
        assert refusal(address) is not None


@given(st.ip_addresses(v=4), st.integers(0, 3))
def test_every_way_to_write_an_address_means_the_same(address, style):
    a, b, c, d = address.packed
    value = int(address)
    written = [
        str(value),
        f"0x{value:x}",
        f"{a:#o}.{b}.{c}.{d}".replace("0o", "0"),
        f"{a}.{value & 0xFFFFFF}",
    ][style]
    assert literal_address(written) == address
    mapped = ipaddress.ip_address(f"::ffff:{address}")
    assert (refusal(mapped) is None) == (refusal(address) is None)
    nat64 = ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + value)
    assert (refusal(nat64) is None) == (refusal(address) is None)


@given(st.text(max_size=40))
def test_any_host_ends_in_an_address_a_name_or_a_fault(host):
    try:
        literal_address(host)
    except FetchError as fault:
        assert fault.code == "R102"  # noqa: PT017  either outcome is right
