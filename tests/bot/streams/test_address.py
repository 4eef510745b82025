"""Where NATS is: read as it is meant, shown without the login."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.streams import JetStream
from bot.streams.address import Address, AddressError
from tests.fakes.carriage import QUICK, Hands, arrivals, put, running


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        pytest.param("http://u:hidden@host:4222", "does not begin with nats://", id="another scheme"),
        pytest.param("nats://u:hid/den@host:4222", "goes on behind the host", id="a password with a slash"),
        pytest.param("nats://u:12/hidden@host:4222", "goes on behind the host", id="one that looks like a port"),
        pytest.param("nats://u:hid#den@host", "goes on behind the host", id="a password with a hash"),
        pytest.param("nats://u:hidden@host:port", "a port that is no number", id="no port"),
        pytest.param("nats://u:hidden@", "names no host", id="no host"),
        pytest.param("nats://u:hid[den@host", "cannot be read", id="brackets"),
        pytest.param(" , ", "is empty", id="nothing"),
    ],
)
async def test_an_address_that_is_none_is_a_trouble_that_repeats_nothing_of_it(url: str, sentence: str) -> None:
    with capture_logs() as logs:
        async with running(JetStream(url, QUICK), Hands(), connected=False) as stream:
            assert sentence in str(stream.trouble)
            assert await put(stream, arrivals(2)) == ["refused", "refused"]
            assert await stream.depths() == {}
    said = str(stream.trouble) + str(logs)
    assert "hid" not in said
    assert "12" not in said


@pytest.mark.parametrize(
    ("url", "shown", "servers"),
    [
        ("nats://host", "host:4222", ("nats://host:4222",)),
        ("host:9", "host:9", ("nats://host:9",)),
        ("tls://u:p@host:9/", "host:9", ("tls://host:9",)),
        ("nats://u:p@a, nats://u:p@b:5", "a:4222, b:5", ("nats://a:4222", "nats://b:5")),
        ("nats://[::1]:7", "[::1]:7", ("nats://[::1]:7",)),
    ],
)
def test_an_address_is_shown_without_its_login(url: str, shown: str, servers: tuple[str, ...]) -> None:
    address = Address.read(url)
    assert (address.shown, address.servers) == (shown, servers)


def test_logins_are_read_as_they_are_meant() -> None:
    assert Address.read("nats://carrier:pass%2Fword%40xyz@host").password == "pass/word@xyz"
    assert Address.read("nats://s3cret@host").token == "s3cret"
    assert Address.read("nats://host").user is None
    with pytest.raises(AddressError):
        Address.read("ftp://host")
