"""The page that a person has with the app: shown when it is opened, brought up to date, and pressed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import pytest

from bot.core.errors import StoreError
from bot.core.message import Button, Message, block, bold
from bot.core.model import Address, Person
from bot.core.offer import Offer
from handlers.slack import Slack, update_from_payload
from handlers.slack.home import page
from tests.fakes import slack_faults as refusals
from tests.fakes.slack_server import SlackServer
from tests.handlers import slack_wire
from tests.handlers.building import Inbox, listening, wait_until
from tests.handlers.slack_wire import to

server = slack_wire.server
clock = slack_wire.clock
app = slack_wire.app
SECTION = Message((block(bold("ISKP")),), "ar", ((Button("أوقف الرصد", "/unwatch ISKP"), Button("x", "/status ISKP")),))


@dataclass
class Pages:
    """A front with a page that counts how often it was made."""

    shown: list[tuple[str, str]] = field(default_factory=list)
    broken: bool = False

    def admins(self, platform: str) -> Collection[str]:
        return ()

    def inline(self, person: Person, home: Address, typed: str, language: str) -> Offer:
        return Offer()

    def home(self, person: Person, home: Address) -> Sequence[Message]:
        self.shown.append((person.label, home.chat))
        if self.broken:
            raise StoreError("the database is locked")
        return [SECTION, Message((block(f"page {len(self.shown)}"),), "en")]


@pytest.fixture(name="pages")
def _pages(app: Slack) -> Pages:
    pages = Pages()
    app.attend(pages)
    return pages


async def test_who_opens_the_app_sees_their_page(server: SlackServer, app: Slack, pages: Pages) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        envelope = server.open_home("U7")
        [shown] = await server.views.wait_for_count(1)
        await wait_until(lambda: envelope.acked is not None)
    assert (shown["user_id"], shown["view"]["type"], pages.shown) == ("U7", "home", [("slack:U7", "D7")])
    text, actions, _ = shown["view"]["blocks"]
    assert text["text"]["text"] == "\u200f*ISKP*"
    assert [one["value"] for one in actions["elements"]] == ["/unwatch ISKP", "/status ISKP"]
    assert list(inbox.updates) == []
    assert server.violations == []


async def test_a_button_of_the_page_speaks_in_the_direct_message(server: SlackServer, app: Slack, pages: Pages) -> None:
    """And the page is brought up to date when that was answered."""
    inbox = Inbox()
    async with listening(app, inbox):
        server.open_home("U7")
        [shown] = await server.views.wait_for_count(1)
        envelope = server.press_home("U7", shown["view"], "/unwatch ISKP")
        update = await inbox.updates.wait_for(lambda _: True)
        await wait_until(lambda: envelope.acked is not None)
        await app.send(to("D7", kind="reply"))
        await server.views.wait_for_count(2)
    assert (update.text, update.address, update.private) == ("/unwatch ISKP", Address("slack", "D7"), True)
    assert (update.person.user, update.pressed, update.hushed) == ("U7", False, False)


async def test_nobody_elses_page_is_shown(server: SlackServer, app: Slack, pages: Pages) -> None:
    async with listening(app, Inbox()):
        server.open_home("U7", tab="messages")
        server.open_home("U8")
        await server.views.wait_for_count(1)
        await app.send(to("C1"))
        await app.send(to("D7"))
    assert pages.shown == [("slack:U8", "D8")]


@pytest.mark.parametrize("trouble", ["Slack", "database"])
async def test_a_page_that_cannot_be_shown_stops_nobody(
    trouble: str, server: SlackServer, app: Slack, pages: Pages
) -> None:
    pages.broken = trouble == "database"
    server.faults.add(refusals.refused("not_enabled"), "views.publish", times=None)
    inbox = Inbox()
    async with listening(app, inbox):
        envelope = server.open_home("U7")
        await wait_until(lambda: bool(pages.shown) and envelope.acked is not None)
        server.say("U7", "D7", "status ISKP")
        await inbox.updates.wait_for(lambda update: update.text == "/status ISKP")
    assert len(server.views) == 0


@pytest.mark.parametrize(
    "view",
    [
        pytest.param({"type": "home"}, id="no channel"),
        pytest.param({"type": "home", "private_metadata": "C1"}, id="a channel for all"),
        pytest.param({"type": "modal", "private_metadata": "D1"}, id="another view"),
    ],
)
def test_a_button_of_something_else(view: dict[str, str], server: SlackServer) -> None:
    payload = server.press_home("U7", view, "/help").payload
    assert update_from_payload(payload, slack_wire.ME) is None


def test_a_page_holds_what_slack_takes() -> None:
    assert len(page([SECTION] * 80, "D1")["blocks"]) == 100
