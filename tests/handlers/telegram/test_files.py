"""Files that people sent: fetched in bounded size, and never with the token in what is said of a failure."""

from __future__ import annotations

import logging

import pytest

from bot.core.errors import SourceError
from bot.core.material import Attachment
from handlers.telegram import Telegram
from tests.fakes import telegram_faults as refusals
from tests.fakes.faults import Answer, Cut, Fault, bad_gateway
from tests.fakes.loopback import LoopbackServer
from tests.fakes.telegram_server import TelegramServer
from tests.handlers import telegram_wire

server = telegram_wire.server
bot = telegram_wire.bot
LARGEST = 1000


def sent(server: TelegramServer, content: bytes) -> Attachment:
    document = server.send_file(1001, 1001, "a.txt", content)["message"]["document"]
    return Attachment(document["file_id"], document["file_name"], document["file_size"])


async def refusal(bot: Telegram, attachment: Attachment) -> SourceError:
    with pytest.raises(SourceError) as caught:
        await bot.download(attachment, LARGEST)
    assert "made-up-token" not in repr(caught.value)
    assert caught.value.__cause__ is None
    return caught.value


async def test_a_file_comes_as_it_is(server: TelegramServer, bot: Telegram, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    content = "خبر\r\n".encode() + bytes(range(256))
    assert await bot.download(sent(server, content), LARGEST) == content
    assert await bot.download(sent(server, b""), LARGEST) == b""
    assert "made-up-token" not in caplog.text


async def test_a_file_is_no_larger_than_it_may_be(server: TelegramServer, bot: Telegram) -> None:
    assert len(await bot.download(sent(server, b"x" * LARGEST), LARGEST)) == LARGEST
    error = await refusal(bot, sent(server, b"x" * (LARGEST + 1)))
    assert error.permanent
    assert "larger than" in error.reason


async def test_more_than_telegram_gives_to_bots(server: TelegramServer, bot: Telegram) -> None:
    error = await refusal(bot, sent(server, b"x" * (20 * 1024 * 1024 + 1)))
    assert (error.permanent, "20 MB" in error.reason) == (True, True)


@pytest.mark.parametrize(
    ("fault", "method", "permanent"),
    [
        pytest.param(bad_gateway(), "getFile", False, id="502"),
        pytest.param(refusals.flood(3), "getFile", False, id="flood"),
        pytest.param(Cut(), "getFile", False, id="cut"),
        pytest.param(refusals.unauthorized(), "getFile", True, id="another token"),
        pytest.param(Answer(404, "<html>proxy</html>", "text/html"), "getFile", False, id="404 of a proxy"),
        pytest.param(bad_gateway(), "download", False, id="502 for the file"),
        pytest.param(Cut(), "download", False, id="the file is cut off"),
        pytest.param(Answer(404, "gone"), "download", True, id="the file is gone"),
        pytest.param(Answer(200, "x" * 9999), "download", True, id="a body larger than was said"),
        pytest.param(Answer(200, "x", headers={"Content-Encoding": "gzip"}), "download", True, id="packed"),
        pytest.param(
            Answer(302, "", headers={"Location": "http://169.254.169.254/"}), "download", False, id="redirect"
        ),
    ],
)
async def test_what_goes_wrong_is_a_reason(
    server: TelegramServer, bot: Telegram, fault: Fault, method: str, permanent: bool
) -> None:
    attachment = sent(server, b"x")
    server.faults.add(fault, method)
    error = await refusal(bot, attachment)
    assert error.permanent is permanent
    assert server.origin not in str(error)


async def test_an_id_that_is_none(bot: Telegram) -> None:
    assert (await refusal(bot, Attachment("nothing", "a.txt"))).permanent


class LocalMode(TelegramServer):
    """A server that gives a path on its own disk."""

    async def _work(self, method: str, parameters: dict[str, object]) -> object:
        result = await super()._work(method, parameters)
        return result | {"file_path": "/etc/passwd"} if method == "getFile" else result


async def test_a_path_on_the_servers_disk_is_not_opened() -> None:
    async with LocalMode() as server:
        assert isinstance(server, LoopbackServer)
        bot = Telegram(server.token, server.base_url)
        error = await refusal(bot, sent(server, b"x"))
        await bot.close()
    assert "no address" in error.reason
