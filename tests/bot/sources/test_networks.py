"""Which addresses URLs that people add may lead to."""

from ipaddress import ip_address

import pytest

from bot.core.errors import SourceError
from bot.sources.networks import is_own, may_add, may_name, may_proxy, may_reach, parse_networks

OWN = parse_networks(["10.1.0.0/16", "127.0.0.1", "fd00::/8"])


@pytest.mark.parametrize(
    ("address", "public", "own"),
    [
        pytest.param("93.184.215.14", True, True, id="public"),
        pytest.param("2606:2800:21f::1", True, True, id="public IPv6"),
        pytest.param("127.0.0.1", False, True, id="loopback"),
        pytest.param("127.0.0.2", False, False, id="loopback that is not allowed"),
        pytest.param("10.1.2.3", False, True, id="private"),
        pytest.param("10.2.2.3", False, False, id="another private"),
        pytest.param("169.254.169.254", False, False, id="metadata"),
        pytest.param("100.64.0.1", False, False, id="carrier"),
        pytest.param("0.0.0.0", False, False, id="this host"),
        pytest.param("224.0.0.1", False, False, id="multicast"),
        pytest.param("255.255.255.255", False, False, id="broadcast"),
        pytest.param("::1", False, False, id="loopback IPv6"),
        pytest.param("fe80::1", False, False, id="link-local"),
        pytest.param("fd00::1", False, True, id="unique local"),
        pytest.param("ff02::1", False, False, id="multicast IPv6"),
        pytest.param("::ffff:127.0.0.1", False, True, id="mapped loopback"),
        pytest.param("::ffff:10.2.2.3", False, False, id="mapped private"),
        pytest.param("::ffff:93.184.215.14", True, True, id="mapped public"),
        pytest.param("2002:7f00:2::", False, False, id="6to4 of loopback"),
        pytest.param("2002:a9fe:a9fe::", False, False, id="6to4 of metadata"),
        pytest.param("64:ff9b::a9fe:a9fe", False, False, id="NAT64 of metadata"),
        pytest.param("64:ff9b::5db8:d70e", True, True, id="NAT64 of a public one"),
        pytest.param("64:ff9b:1::a9fe:a9fe", False, False, id="NAT64 of one's own"),
        pytest.param("2002:5db8:d70e::1", True, True, id="6to4 of a public one"),
        pytest.param("::127.0.0.1", False, False, id="compatible loopback"),
        pytest.param("::ffff:0:7f00:1", False, False, id="translated loopback"),
        pytest.param("fec0::1", False, False, id="site-local"),
        pytest.param("fd00:ec2::254", False, True, id="metadata IPv6, in a network that is allowed"),
        pytest.param("168.63.129.16", False, False, id="what Azure tells its machines"),
        pytest.param("192.0.0.9", False, False, id="assigned by the IETF"),
        pytest.param("3fff::1", False, False, id="documentation"),
        pytest.param("5f00::1", False, False, id="beyond unicast"),
        pytest.param("2001:0:4136:e378:8000:63bf:5601:5601", False, False, id="Teredo"),
    ],
)
def test_may_reach(address: str, public: bool, own: bool) -> None:
    assert may_reach(ip_address(address)) is public
    assert may_reach(ip_address(address), OWN) is own


@pytest.mark.parametrize(
    ("host", "fine"),
    [
        ("news.example", True),
        ("93.184.215.14", True),
        ("localhost", False),
        ("LOCALHOST.", False),
        ("a.localhost", False),
        ("printer.local", False),
        ("metadata.google.internal", False),
        ("169.254.169.254", False),
        ("[::1]", False),
        ("2130706433", False),
        ("127.1", False),
        ("0x7f.1", False),
    ],
)
def test_may_name(host: str, fine: bool) -> None:
    assert may_name(host) is fine


@pytest.mark.parametrize(
    ("host", "fine"),
    [
        ("news.example", True),
        ("خبر.example", True),
        ("93.184.215.14", True),
        ("[2606:2800:21f::1]", True),
        ("printer", False),
        ("metadata", False),
        ("localhost.localdomain", False),
        ("127。0。0。1", False),
        ("⑫7.0.0.1", False),
        ("127.0.0.1%", False),
        ("[::1]", False),
    ],
)
def test_may_proxy(host: str, fine: bool) -> None:
    assert may_proxy(host) is fine


@pytest.mark.parametrize(
    ("host", "own"),
    [("10.1.2.3", True), ("10.2.2.3", False), ("[fd00::7]", True), ("ten.example", False), ("", False)],
)
def test_is_own(host: str, own: bool) -> None:
    assert is_own(host, OWN) is own


@pytest.mark.parametrize(
    ("url", "public", "own"),
    [
        ("https://news.example/rss", True, True),
        ("http://93.184.215.14/", True, True),
        ("http://u:p@10.1.2.3:80/", False, True),
        ("http://192.168.1.1/", False, False),
        ("http://localhost:8000/", False, False),
        ("http://printer.local/", False, True),
        ("http://2130706433/", False, False),
        ("http://[::ffff:10.0.0.1]/", False, True),
    ],
)
def test_may_add(url: str, public: bool, own: bool) -> None:
    assert may_add(url) is public
    assert may_add(url, parse_networks(["10.0.0.0/8"])) is own


def test_a_wrong_network_is_said() -> None:
    with pytest.raises(SourceError, match=r"RASID_ALLOW_NETWORKS: 'office' is no network; write it like"):
        parse_networks(["10.0.0.0/8", "office"])
