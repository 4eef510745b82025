"""What the platforms can do beyond text, with a running bot: notes, menus, inline mode, the page of an app."""

from __future__ import annotations

from tests.e2e.conftest import MakeBot
from tests.e2e.news import EVERY
from tests.e2e.talking import ADMIN, DIRECT, SLACK_ADMIN, WITHIN, answer_to, ask, ask_slack
from tests.e2e.walking import NEWS
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import TelegramServer

STRANGER = 6006
GROUP = -500_600
CHANNEL = "C2002"
OLD = "/b no-such-token"
NO_LONGER = "لم يعد هذا الزر يعمل"


async def test_beyond_text(telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot) -> None:
    bot = make_bot(WATCHLISTS=EVERY, telegram=telegram, slack=slack)
    await bot.start()
    await bot.ready()
    await ask(telegram, "/watch ISKP")
    await ask_slack(slack, "watch ISKP")
    assert (await bot.push(NEWS)).json()["accepted"] == len(NEWS)
    await telegram.wait_for(lambda sent: "A1" in sent.plain, WITHIN)
    await slack.wait_for(lambda posted: "A1" in posted.plain, WITHIN)

    await _notes(telegram, slack)
    await _inline(telegram)
    await _home(slack)
    menus = telegram.menus
    assert {one["command"] for one in menus[f"chat{ADMIN}", "ar"]} > {one["command"] for one in menus["default", "ar"]}
    assert telegram.violations + slack.violations == []
    assert await bot.stop() == 0


async def _notes(telegram: TelegramServer, slack: SlackServer) -> None:
    """A button that serves no more says so to who pressed it, and to nobody else."""
    in_group = await ask(telegram, "/list", chat=GROUP)
    sent = len(telegram.sent)
    telegram.press(ADMIN, in_group, OLD)
    told = await telegram.answers.wait_for(lambda answer: NO_LONGER in answer.get("text", ""), WITHIN)
    assert len(telegram.sent) == sent
    assert told.get("show_alert") in (None, "true")

    posted = await answer_to(slack, CHANNEL, lambda: slack.mention(SLACK_ADMIN, CHANNEL, "list"))
    note = await answer_to(slack, CHANNEL, lambda: slack.press("U7007", posted, "say_0_0", OLD))
    assert (note.method, note.user) == ("chat.postEphemeral", "U7007")
    assert NO_LONGER in note.plain


async def _inline(telegram: TelegramServer) -> None:
    telegram.ask_inline(ADMIN, "iskp")
    offered = await telegram.offers.wait_for(lambda _: True, WITHIN)
    assert "خراسان" in offered["results"][0]["title"]
    assert any("كابول" in result["plain"] for result in offered["results"][1:])
    telegram.ask_inline(STRANGER, "iskp")
    refused = await telegram.offers.wait_for(lambda offer: bool(offer.get("button")), WITHIN)
    assert refused["results"] == []


async def _home(slack: SlackServer) -> None:
    slack.open_home(SLACK_ADMIN)
    shown = await slack.views.wait_for(lambda _: True, WITHIN)
    assert "خراسان" in str(shown["view"])
    assert "A1" in str(shown["view"])
    answer = await answer_to(slack, DIRECT, lambda: slack.press_home(SLACK_ADMIN, shown["view"], "/unwatch ISKP"))
    assert "خراسان" in answer.plain
    await slack.views.wait_for(lambda view: "/unwatch ISKP" not in str(view["view"]), WITHIN)
    slack.open_home("U7007")
    strange = await slack.views.wait_for(lambda view: view["user_id"] == "U7007", WITHIN)
    assert "خراسان" not in str(strange["view"])
