"""Who asks: nobody outside the named proxies can say it in somebody else's name."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.pagestore.serving.peers import Hosts, Networks, Peers, bare

ADDRESSES = st.ip_addresses().map(str)
OURS = "10.0.0.0/8"


@given(peer=ADDRESSES, told=st.text(max_size=60) | st.lists(ADDRESSES, max_size=4).map(", ".join))
def test_a_stranger_is_whoever_connects(peer, told):
    assert Peers([]).reader(peer, told) == peer
    if ipaddress.ip_address(peer) not in ipaddress.ip_network(OURS):
        assert Peers([OURS]).reader(peer, told) == peer


@given(
    forged=st.lists(ADDRESSES, max_size=4),
    reader=ADDRESSES,
    proxies=st.lists(st.ip_addresses(network=OURS).map(str), max_size=3),
)
def test_through_our_proxies_the_last_stranger_is_the_reader_whatever_stands_before(forged, reader, proxies):
    if ipaddress.ip_address(reader) in ipaddress.ip_network(OURS):
        return
    told = ", ".join([*forged, reader, *proxies])
    assert Peers([OURS]).reader("10.0.0.1", told) == str(ipaddress.ip_address(reader))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" 1.2.3.4 ", "1.2.3.4"), ("1.2.3.4:80", "1.2.3.4"), ("[2001:db8::1]:80", "2001:db8::1"),
        ("2001:DB8::1", "2001:db8::1"), ("unknown", ""), ("", ""), ("1.2.3", ""),
    ],
)  # fmt: skip
def test_an_address_is_read_with_or_without_its_port(written, address):
    assert bare(written) == address


def test_an_ipv4_address_in_ipv6_clothes_is_the_same_machine():
    assert "::ffff:10.1.2.3" in Networks([OURS])


@given(st.text(max_size=40))
def test_no_text_breaks_the_check_of_a_host(text):
    assert (text in Hosts(["site.example"])) in (True, False)


def test_a_name_with_a_dot_in_front_stands_for_all_under_it_and_itself():
    hosts = Hosts([".example.org", "other.org"])
    assert "example.org" in hosts
    assert "a.b.example.org:80" in hosts
    assert "badexample.org" not in hosts
    assert "a.other.org" not in hosts
