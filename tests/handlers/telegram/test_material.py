"""What of Telegram's messages is there to read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.material import Attachment, Material
from bot.core.model import Update
from handlers.telegram import update_from_json
from handlers.telegram.client import _readable
from tests.fakes.referees import check_update
from tests.fakes.telegram_objects import channel, entities_in, from_channel, from_group, from_hidden, from_person, user
from tests.fakes.telegram_server import BOT_ID, BOT_NAME
from tests.handlers.telegram_wire import GROUP, group, private

WORDS = frozenset({"status", "scan", "حالة"})
DATE = 1_770_000_000
WHEN = datetime.fromtimestamp(DATE, UTC)
LINK = "https://outlet.example/a?utm_source=tg&id=7"
LONG = "حالة من الهلع سادت السوق بعد الانفجار، وقال شهود إن فرق الإسعاف نقلت الجرحى إلى المستشفى. " * 3
ECHO = channel(-1001112223334, "صدى  الوادي", "wadi_echo")
SECRET = channel(-1005556667778, "قناة خاصة")
DOCUMENT = {"file_id": "F", "file_unique_id": "u", "file_name": "تقرير.pdf", "file_size": 900, "mime_type": "a/pdf"}
PDF = Attachment("F", "تقرير.pdf", 900, "a/pdf")
MINE = Material("scan", source="Huda S.")


def said(text: str | None = None, **more: Any) -> dict[str, Any]:
    """A private message; of a caption there is no text."""
    given = private(text or "") | {"text": text, "entities": entities_in(text or "")} | more
    return {name: value for name, value in given.items() if value is not None}


def photo(caption: str | None = None, **more: Any) -> dict[str, Any]:
    picture = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    told: dict[str, Any] = {"caption": caption, "caption_entities": entities_in(caption)} if caption else {}
    return said(photo=picture, **told, **more)


def read(message: dict[str, Any], kind: str = "message") -> Update | None:
    """The update, if aiogram takes it for one."""
    update = {"update_id": 1, kind: message}
    check_update(update)
    return update_from_json(update, BOT_NAME, WORDS)


@pytest.mark.parametrize(
    ("message", "material"),
    [
        pytest.param(said(LONG), replace(MINE, text=LONG.strip()), id="a long text that begins like a command"),
        pytest.param(said(LINK), replace(MINE, text=LINK, links=(LINK,)), id="a link"),
        pytest.param(
            said("اقرأ هذا", entities=[{"type": "text_link", "offset": 5, "length": 3, "url": LINK}]),
            replace(MINE, text="اقرأ هذا", links=(LINK,)),
            id="a hidden link",
        ),
        pytest.param(
            said("😀 b.example http://a.example", entities=[
                {"type": "url", "offset": 13, "length": 16}, {"type": "url", "offset": 3, "length": 9},
            ]),
            replace(MINE, text="😀 b.example http://a.example", links=("https://b.example", "http://a.example")),
            id="links in their order, behind an emoji",
        ),
        pytest.param(
            said("خبر", link_preview_options={"url": LINK}), replace(MINE, text="خبر", links=(LINK,)), id="a preview"
        ),
        pytest.param(
            said("خبر عاجل", forward_origin=from_channel(ECHO, 7, DATE)),
            Material("scan", "خبر عاجل", (), (), "صدى الوادي", "https://t.me/wadi_echo/7", "7", WHEN),
            id="forwarded from a public channel",
        ),
        pytest.param(
            said("/status ISKP", forward_origin=from_channel(SECRET, 9, DATE)),
            Material("scan", "/status ISKP", (), (), "قناة خاصة", "https://t.me/c/5556667778/9", "9", WHEN),
            id="forwarded from a private channel, like a command",
        ),
        pytest.param(
            said("خبر", forward_origin=from_person(user(5, "Rami"), DATE)),
            Material("scan", "خبر", source="Rami", published=WHEN),
            id="forwarded from a person",
        ),
        pytest.param(
            said("خبر", forward_origin=from_hidden("سامي", DATE)),
            Material("scan", "خبر", source="سامي", published=WHEN),
            id="forwarded from somebody hidden",
        ),
        pytest.param(
            said("خبر", forward_origin=from_group({"id": GROUP, "type": "supergroup", "title": "Desk"}, DATE)),
            Material("scan", "خبر", source="Desk", published=WHEN),
            id="forwarded from a group",
        ),
        pytest.param(said(document=DOCUMENT), replace(MINE, files=(PDF,)), id="a file"),
        pytest.param(
            said(document=DOCUMENT, caption="هذا"), replace(MINE, text="هذا", files=(PDF,)), id="a file with a caption"
        ),
        pytest.param(
            said(document={"file_id": "F", "file_unique_id": "u", "file_name": "\x00\n"}),
            replace(MINE, files=(Attachment("F", "file"),)),
            id="a file without a usable name",
        ),
        pytest.param(photo(LONG), replace(MINE, text=LONG.strip()), id="a picture's long caption"),
        pytest.param(
            photo("خبر", forward_origin=from_channel(ECHO, 8, DATE), media_group_id="1"),
            Material("scan", "خبر", (), (), "صدى الوادي", "https://t.me/wadi_echo/8", "8", WHEN),
            id="an album's picture with the caption",
        ),
        pytest.param(
            group(f"@{BOT_NAME} {LINK}", entities=[
                {"type": "mention", "offset": 0, "length": len(BOT_NAME) + 1},
                {"type": "url", "offset": len(BOT_NAME) + 2, "length": len(LINK)},
            ]),
            replace(MINE, text=LINK, links=(LINK,)),
            id="a link in a group, addressed",
        ),
        pytest.param(said("س" * 4096), replace(MINE, text="س" * 4096), id="4,096 characters"),
        pytest.param(
            said("😀", forward_origin=from_channel(ECHO, 7, DATE)),
            Material("scan", "😀", (), (), "صدى الوادي", "https://t.me/wadi_echo/7", "7", WHEN),
            id="a forwarded emoji",
        ),
    ],
)  # fmt: skip
def test_what_is_sent_in_is_to_be_read_and_no_command(message: dict[str, Any], material: Material) -> None:
    update = read(message)
    assert update is not None
    assert (update.text, update.addressed, update.material) == ("", True, material)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        pytest.param(said("داعش خراسان"), "داعش خراسان", id="a name"),
        pytest.param(said("حالة داعش"), "/حالة داعش", id="a command in Arabic"),
        pytest.param(said("😀😀"), "😀😀", id="emoji"),
        pytest.param(said(f"/scan {LINK}"), f"/scan {LINK}", id="/scan with a link"),
        pytest.param(said("/scan " + LONG), "/scan " + LONG.strip(), id="/scan with a text"),
        pytest.param(photo("خبر"), "خبر", id="a picture's short caption"),
        pytest.param(photo(""), "/scan", id="a picture alone asks what can be read"),
    ],
)
def test_commands_names_and_questions_stay_what_they_are(message: dict[str, Any], text: str) -> None:
    update = read(message)
    assert update is not None
    assert (update.text, update.material) == (text, None)


def test_what_a_command_answers_comes_with_it() -> None:
    before = group(LONG, message_id=3) | {"from": user(8, "Rami"), "entities": []}
    update = read(group("/scan", reply_to_message=before))
    assert update is not None
    assert (update.text, update.material) == ("/scan", Material("scan", LONG, source="Rami"))
    by_word = read(said("scan", reply_to_message=private("خبر", message_id=3)))
    assert by_word is not None
    assert (by_word.text, by_word.material) == ("/scan", replace(MINE, text="خبر"))


def test_a_command_on_a_message_of_the_bot_comes_alone() -> None:
    bot = {"id": BOT_ID, "is_bot": True, "first_name": "Rasid", "username": BOT_NAME}
    update = read(said("/why", reply_to_message=private("alert", message_id=3) | {"from": bot}))
    assert update is not None
    assert update.material is None


def test_a_command_under_a_file_is_about_that() -> None:
    update = read(said(document=DOCUMENT, caption="/scan"))
    assert update is not None
    assert (update.text, update.material) == ("/scan", replace(MINE, files=(PDF,)))


def test_talk_of_a_group_is_for_those_who_listen() -> None:
    update = read(group("صباح الخير", message_id=5))
    assert update is not None
    address = f"https://t.me/c/{str(GROUP).removeprefix('-100')}/5"
    assert not update.addressed
    assert update.material == Material("listen", "صباح الخير", (), (), "Huda S.", address, "5", WHEN)
    other = read(group("/status@other_bot ISKP"))
    assert other is not None
    assert (other.addressed, other.material) == (False, None)


def post(where: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
    return {"message_id": 7, "date": DATE, "chat": where, "text": text, "entities": entities_in(text)} | more


@pytest.mark.parametrize("kind", ["channel_post", "edited_channel_post"])
def test_a_post(kind: str) -> None:
    edited = {"edit_date": DATE + 9} if kind.startswith("edited") else {}
    update = read(post(ECHO, f"عنوان\n{LINK}", **edited), kind)
    assert update is not None
    assert (update.text, update.addressed, update.private) == ("", False, False)
    assert (update.address.chat, update.person.label) == (str(ECHO["id"]), f"telegram:{ECHO['id']}")
    assert update.extra == {"title": "صدى  الوادي", "channel": True}
    assert update.material == Material(
        "listen", f"عنوان\n{LINK}", (LINK,), (), "صدى الوادي", "https://t.me/wadi_echo/7", "7", WHEN
    )


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(post(ECHO, "/status ISKP"), id="a command"),
        pytest.param(post(ECHO, "x") | {"text": None, "new_chat_title": "y"}, id="another title"),
        pytest.param(post(ECHO, " \n"), id="blanks"),
    ],
)
def test_a_post_that_says_nothing(message: dict[str, Any]) -> None:
    kept = {name: value for name, value in message.items() if value is not None}
    assert read(kept, "channel_post") is None


def test_a_forwarded_channel_post_is_known_by_the_first_channels_address() -> None:
    update = read(post(SECRET, "خبر", forward_origin=from_channel(ECHO, 3, DATE)), "channel_post")
    assert update is not None
    assert update.material is not None
    assert (update.material.url, update.address.chat) == ("https://t.me/wadi_echo/3", str(SECRET["id"]))


@pytest.mark.parametrize("text", ["خبر \ud83d https://a.example", "\ud83d\ud83d https://a.example"])
def test_half_characters_cost_no_link(text: str) -> None:
    message = private(text, entities=[{"type": "url", "offset": 6, "length": 17}])
    update = update_from_json({"update_id": 1, "message": message}, BOT_NAME)
    assert update is not None
    assert update.material is not None
    assert update.material.links == ("https://a.example",)


def test_a_lean_servers_post_is_heard() -> None:
    given = {"update_id": 3, "channel_post": {"message_id": 7, "chat": {"id": -1009, "title": "c"}, "text": "خبر"}}
    assert _readable(given)["channel_post"]["chat"]["type"] == "channel"
    update = update_from_json(given, BOT_NAME)
    assert update is not None
    assert update.extra["channel"]


def test_a_lean_server_says_that_the_bot_became_a_channels_administrator() -> None:
    change = {
        "chat": {"id": -1009, "type": "channel", "title": "c"},
        "from": {"id": 1001},
        "old_chat_member": {"status": "left"},
        "new_chat_member": {"status": "administrator"},
    }
    update = update_from_json({"update_id": 3, "my_chat_member": change}, BOT_NAME)
    assert update is not None
    assert (update.extra["membership"], update.extra["channel"], update.person.user) == ("back", True, "1001")
