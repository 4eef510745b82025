"""The command line as a whole: version, help, wrong usage, settings, secrets."""

from __future__ import annotations

import pytest

from tests.bot.cli.running import ATTACK, Folder

COMMANDS = [
    *("demo", "run", "scan", "replay", "migrate", "chat", "backup", "restore", "check"),
    *("watchlist check", "watchlist show", "watchlist test", "feed add", "feed list", "feed remove", "feed check"),
    *("outbox list", "outbox retry", "watchlist", "feed", "outbox"),
]
SECRETS = {
    "TELEGRAM_TOKEN": "1234567:AAtelegram-secret-token-abcdefghij",
    "TELEGRAM_WEBHOOK_SECRET": "webhook-secret-of-somebody",
    "SLACK_BOT_TOKEN": "xoxb-slack-bot-secret",
    "SLACK_APP_TOKEN": "xapp-slack-app-secret",
    "API_TOKEN": "api-secret-of-somebody",
    "CONSOLE_TOKEN": "console-secret-of-somebody",
    "SLACK_SIGNING_SECRET": "signing-secret-of-somebody",
    "LLM_KEY": "llm-secret-of-somebody",
}


def test_the_version(folder: Folder) -> None:
    done = folder.rasid("--version")
    assert (done.code, done.out.split()[0]) == (0, "rasid")
    assert done.out.split()[1][0].isdigit()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str, folder: Folder) -> None:
    done = folder.rasid(*command.split(), "--help")
    assert done.code == 0
    assert f"rasid {command}" in done.out
    assert "Example: " in done.out
    assert "rasid" in done.out.split("Example: ")[1]


def test_without_a_command_there_is_help(folder: Folder) -> None:
    done = folder.rasid()
    assert done.code == 2
    assert "scan" in done.out + done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("args", "word"),
    [
        pytest.param(["nonsense"], "nonsense", id="command"),
        pytest.param(["check", "--nonsense"], "--nonsense", id="option"),
        pytest.param(["restore"], "FILE", id="missing argument"),
        pytest.param(["replay", "--since", "soon"], "30d", id="length"),
        pytest.param(["demo", "--language", "fr"], "--language", id="language"),
    ],
)
def test_wrong_usage_is_one_line(folder: Folder, args: list[str], word: str) -> None:
    folder.rasid(*args).failed(2, word)


def test_every_wrong_setting_is_named_in_one_line(folder: Folder) -> None:
    wrong = {"HTTP_PORT": "eighty", "ACCESS": "everybody", "TIMEZONE": "Mars/Base", "LANGUAGE": "fr", "ADMINS": "me"}
    done = folder.rasid("feed", "list", LOG_LEVEL="loud", **wrong, **SECRETS)
    done.failed(2, *(f"RASID_{name}" for name in (*wrong, "LOG_LEVEL")), "Asia/Baghdad", "telegram:1001")
    assert not [value for value in SECRETS.values() if value in done.err]
    folder.rasid("scan", "-", ACCESS="everybody").failed(2, "RASID_ACCESS")


def test_a_secret_that_cannot_be_read_is_one_line(folder: Folder) -> None:
    folder.rasid("feed", "list", API_TOKEN_FILE="/nowhere/token").failed(2, "RASID_API_TOKEN_FILE", "/nowhere/token")


@pytest.mark.parametrize(
    ("url", "code", "word"),
    [
        pytest.param("sqlite://", 2, "RASID_DATABASE_URL", id="memory"),
        pytest.param("mysql://u:pass-word@h/d", 2, "mysql", id="another kind"),
        pytest.param("postgresql+psycopg://u:pass-word@127.0.0.1:1/d", 1, "127.0.0.1", id="away"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line(folder: Folder, url: str, code: int, word: str) -> None:
    """A setting that names none is 2, one that is away is 1."""
    done = folder.rasid("feed", "list", DATABASE_URL=url)
    done.failed(code, word)
    assert "pass-word" not in done.err


@pytest.mark.parametrize(
    "command",
    ["check", "migrate", "scan article.txt", "feed add x"],
)
def test_no_secret_is_shown(folder: Folder, command: str) -> None:
    folder.write("article.txt", ATTACK)
    nobody = {"TELEGRAM_BASE_URL": "http://127.0.0.1:1/bot", "SLACK_BASE_URL": "http://127.0.0.1:1/api/"}
    done = folder.rasid(*command.split(), LOG_LEVEL="debug", HTTP_PORT="0", **nobody, **SECRETS)
    shown = done.out + done.err
    assert not [value for value in SECRETS.values() if value in shown]
    assert "Traceback" not in shown
