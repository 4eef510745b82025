"""Which platforms there are by the settings, and what is said of half a platform."""

from __future__ import annotations

import pytest

from bot.cli.common import secrets_of
from bot.config import Settings, SettingsError
from bot.core.endpoints import why_not_called
from bot.locales import load_texts
from bot.platforms import _MENUS, _face, build
from handlers.commands import registry
from handlers.slack.events import PATH

SECRET = "hunter2-hunter2"
URL = "https://bot.example/hooks/telegram"
TOKEN = {"TELEGRAM_TOKEN": f"1:{SECRET}"}
BOT, APP, SIGNING = (
    {"SLACK_BOT_TOKEN": f"xoxb-{SECRET}"},
    {"SLACK_APP_TOKEN": f"xapp-{SECRET}"},
    {"SLACK_SIGNING_SECRET": SECRET},
)

pytestmark = pytest.mark.usefixtures("no_settings")


def settings(monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> Settings:
    for name, value in given.items():
        monkeypatch.setenv(f"RASID_{name}", value)
    return Settings.load()


@pytest.mark.parametrize(
    ("given", "hooks"),
    [
        pytest.param({}, {}, id="none"),
        pytest.param(TOKEN, {"telegram": []}, id="Telegram, polled"),
        pytest.param(
            {**TOKEN, "TELEGRAM_WEBHOOK_URL": URL, "TELEGRAM_WEBHOOK_SECRET": SECRET},
            {"telegram": ["/hooks/telegram"]},
            id="Telegram by webhook",
        ),
        pytest.param({**BOT, **APP}, {"slack": []}, id="Slack by Socket Mode"),
        pytest.param({**BOT, **SIGNING}, {"slack": ["/slack/events"]}, id="Slack over HTTP"),
        pytest.param({**BOT, **APP, **SIGNING}, {"slack": ["/slack/events"]}, id="HTTP goes before Socket Mode"),
        pytest.param({**TOKEN, **BOT, **APP}, {"telegram": [], "slack": []}, id="both"),
    ],
)
async def test_a_platform_is_there_when_its_tokens_are(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], hooks: dict[str, list[str]]
) -> None:
    adapters = build(settings(monkeypatch, given), load_texts())
    assert {one.platform: [hook.path for hook in one.hooks] for one in adapters} == hooks
    for one in adapters:
        await one.close()


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        pytest.param({**TOKEN, "TELEGRAM_WEBHOOK_URL": URL}, "TELEGRAM_WEBHOOK_SECRET", id="a webhook's secret"),
        pytest.param({**TOKEN, "TELEGRAM_WEBHOOK_SECRET": SECRET}, "TELEGRAM_WEBHOOK_URL", id="a webhook's address"),
        pytest.param(
            {"TELEGRAM_WEBHOOK_URL": URL, "TELEGRAM_WEBHOOK_SECRET": SECRET}, "TELEGRAM_TOKEN", id="a webhook's bot"
        ),
        pytest.param(BOT, "SLACK_APP_TOKEN", id="how Slack is heard"),
        pytest.param(APP, "SLACK_BOT_TOKEN", id="Slack's bot, by Socket Mode"),
        pytest.param(SIGNING, "SLACK_BOT_TOKEN", id="Slack's bot, over HTTP"),
    ],
)
def test_half_a_platform_is_refused_by_the_name_of_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], missing: str
) -> None:
    with pytest.raises(SettingsError, match=f"^RASID_{missing} is missing: ") as raised:
        build(settings(monkeypatch, given), load_texts())
    assert SECRET not in str(raised.value)


def test_telegram_cannot_be_told_to_call_where_slack_does() -> None:
    assert why_not_called(f"https://bot.example{PATH}")


def test_the_secrets_of_both_ways_in_are_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"TELEGRAM_WEBHOOK_SECRET": f"a-{SECRET}", "SLACK_SIGNING_SECRET": f"b-{SECRET}"}
    assert set(secrets_of(settings(monkeypatch, given))) == set(given.values())


def test_a_menu_holds_what_its_readers_may_do_in_their_language() -> None:
    faces = {code: _face(load_texts()[language]) for code, language in _MENUS.items()}
    assert set(faces) == {"", "ar"}
    for face in faces.values():
        names = {role: [name for name, _ in menu] for role, menu in face.menus.items()}
        assert set(names["analyst"]) <= set(names["chat_admin"]) < set(names["admin"]) == set(registry.commands())
        assert all(registry.may("analyst", registry.commands()[name].role) for name in names["analyst"])
        assert len(face.short) <= 120
        assert face.short in face.description
    assert faces[""].menus["admin"] != faces["ar"].menus["admin"]
