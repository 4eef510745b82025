"""Settings: where they come from, in which order, and what is said of wrong ones."""

from __future__ import annotations

import os
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.config import Settings, SettingsError
from bot.storage.store import open_store

SECRET = "hunter2-hunter2"


pytestmark = pytest.mark.usefixtures("no_settings")


def write(name: str, text: str | bytes) -> str:
    """A file in the working folder."""
    Path(name).write_bytes(text.encode() if isinstance(text, str) else text)
    return name


def problem() -> str:
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert caught.value.exit_code == 2
    assert caught.value.__cause__ is None
    return str(caught.value)


def token(loaded: Settings) -> str | None:
    return loaded.telegram_token.get_secret_value() if loaded.telegram_token else None


def test_the_defaults_of_the_contract() -> None:
    loaded = Settings.load()
    expected: dict[str, Any] = {
        "home": Path("rasid-data"),
        "telegram_token": None,
        "access": "invite",
        "http_host": "127.0.0.1",
        "http_port": 8080,
        "language": "ar",
        "timezone": "UTC",
        "auto_migrate": False,
        "max_article_kb": 2048,
        "keep_days": 365,
        "log_format": "console",
        "log_level": "info",
    }
    assert {name: getattr(loaded, name) for name in expected} == expected
    assert loaded.url == f"sqlite:///{Path('rasid-data/rasid.db').absolute()}"
    assert (loaded.embedded, loaded.watchlist_paths, loaded.admin_labels, loaded.networks) == (
        True,
        (),
        frozenset(),
        (),
    )


def test_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "DATABASE_URL": "postgresql+psycopg://rasid:pw@db/rasid",
        "WATCHLISTS": os.pathsep.join(["a.yaml", "lists"]),
        "ADMINS": "telegram:1001  slack:U123",
        "ALLOW_NETWORKS": "10.0.0.0/8, 192.168.0.0/16",
        "AUTO_MIGRATE": "1",
        "TIMEZONE": "Asia/Baghdad",
        "LOG_LEVEL": "debug",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"RASID_{name}", value)
    loaded = Settings.load()
    assert (loaded.url, loaded.embedded) == ("postgresql+psycopg://rasid:pw@db/rasid", False)
    assert loaded.watchlist_paths == (Path("a.yaml"), Path("lists"))
    assert loaded.admin_labels == {"telegram:1001", "slack:U123"}
    assert loaded.networks == ("10.0.0.0/8", "192.168.0.0/16")
    assert (loaded.auto_migrate, loaded.timezone, loaded.log_level) == (True, "Asia/Baghdad", "debug")


@pytest.mark.parametrize(
    ("content", "value"),
    [
        pytest.param(f"{SECRET}\n", SECRET, id="a line break at its end"),
        pytest.param(f"{SECRET}\r\n", SECRET, id="of Windows"),
        pytest.param(b"\xef\xbb\xbf" + SECRET.encode(), SECRET, id="a byte order mark"),
        pytest.param(f"  {SECRET}  ", SECRET, id="blanks around it"),
        pytest.param("", None, id="an empty file"),
    ],
)
def test_a_value_from_a_file(monkeypatch: pytest.MonkeyPatch, content: str | bytes, value: str | None) -> None:
    monkeypatch.setenv("RASID_TELEGRAM_TOKEN_FILE", write("token", content))
    assert token(Settings.load()) == value


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_can_come_from_a_file(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Read and used: a wrong one is complained of, a right one is there."""
    value = {
        "access": "open",
        "language": "en",
        "timezone": "Asia/Aden",
        "auto_migrate": "1",
        "admins": "slack:U1",
        "allow_networks": "::1",
    }
    value |= {"http_port": "99", "max_article_kb": "99", "keep_days": "99", "log_format": "json", "log_level": "error"}
    value |= {"telegram_base_url": "http://a", "slack_base_url": "http://a/api/"}
    value |= {"telegram_webhook_url": "https://a/b", "nats_url": "nats://a"}
    value |= {"summarizer": "llm", "llm_url": "http://a/v1"}
    for needed in {"LLM_URL", "LLM_MODEL"} if name == "summarizer" else ():
        monkeypatch.setenv(f"RASID_{needed}", "http://a/v1")
    before = getattr(Settings.load(), name)
    monkeypatch.setenv(f"RASID_{name.upper()}_FILE", write("value", f"{value.get(name, 'x')}\n"))
    assert getattr(Settings.load(), name) != before


@pytest.mark.parametrize(
    ("environment", "written", "chosen"),
    [
        pytest.param({"": "env"}, "RASID_TELEGRAM_TOKEN=dot", "env", id="the environment before .env"),
        pytest.param({"": "env", "_FILE": "file"}, "", "env", id="the environment before the file it names"),
        pytest.param({"_FILE": "file"}, "RASID_TELEGRAM_TOKEN=dot", "in-file", id="that file before .env"),
        pytest.param(
            {}, "RASID_TELEGRAM_TOKEN=dot\nRASID_TELEGRAM_TOKEN_FILE=file", "dot", id=".env before the file it names"
        ),
        pytest.param({}, "RASID_TELEGRAM_TOKEN_FILE=file", "in-file", id="the file that .env names"),
        pytest.param({"": ""}, "RASID_TELEGRAM_TOKEN=dot", "dot", id="an empty value is none"),
        pytest.param({"": ""}, "RASID_TELEGRAM_TOKEN=", None, id="nor is one of .env"),
        pytest.param({"_FILE": ""}, "", None, id="nor an empty file name"),
        pytest.param({}, "# RASID_TELEGRAM_TOKEN=dot", None, id="nor a remark"),
    ],
)
def test_which_goes_first(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], written: str, chosen: str | None
) -> None:
    for suffix, value in environment.items():
        monkeypatch.setenv(f"RASID_TELEGRAM_TOKEN{suffix}", value)
    write("file", "in-file")
    write(".env", written)
    assert token(Settings.load()) == chosen


def test_blanks_around_a_pasted_value_are_no_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASID_TELEGRAM_TOKEN", f" {SECRET} \t")
    monkeypatch.setenv("RASID_HTTP_PORT", " 99 ")
    assert token(Settings.load()) == SECRET
    assert Settings.load().http_port == 99


def test_env_may_be_quoted_and_hold_what_is_not_ours() -> None:
    write(".env", 'OTHER=1\nRASID_ADMINS="telegram:1 slack:U2"\nexport RASID_LANGUAGE=en\nRASID_NEXT_YEAR=x\n')
    loaded = Settings.load()
    assert loaded.admin_labels == {"telegram:1", "slack:U2"}
    assert loaded.language == "en"


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        pytest.param("HTTP_PORT", SECRET, "integer", id="no number"),
        pytest.param("HTTP_PORT", "65536", "65535", id="no port"),
        pytest.param("MAX_ARTICLE_KB", "0", "1", id="too small"),
        pytest.param("KEEP_DAYS", "-1", "0", id="negative"),
        pytest.param("ACCESS", SECRET, "'invite' or 'open'", id="no choice"),
        pytest.param("LANGUAGE", "fr", "'ar' or 'en'", id="no language of ours"),
        pytest.param("LOG_LEVEL", "loud", "'debug'", id="no level"),
        pytest.param("LOG_FORMAT", "xml", "'console' or 'json'", id="no format"),
        pytest.param("AUTO_MIGRATE", SECRET, "boolean", id="no yes or no"),
        pytest.param("TIMEZONE", SECRET, "Asia/Baghdad", id="no zone"),
        pytest.param("TIMEZONE", "../../etc/passwd", "Asia/Baghdad", id="no path"),
        pytest.param("ADMINS", SECRET, "telegram:1001", id="no platform"),
        pytest.param("ADMINS", "mastodon:", "telegram:1001", id="no user"),
        pytest.param("ADMINS", "mastodon:1", "telegram:1001", id="no platform of ours"),
        pytest.param("ADMINS", f"slack:U1 telegram:{SECRET}", "numeric", id="a name for a number"),
        pytest.param("ALLOW_NETWORKS", f"10.0.0.0/8 {SECRET}", "10.0.0.0/8 or", id="no network"),
        pytest.param("ALLOW_NETWORKS", "10.0.0.0/33", "10.0.0.0/8", id="no mask"),
        pytest.param("HTTP_HOST", "999.1.1.1", "127.0.0.1", id="no IPv4 address"),
        pytest.param("HTTP_HOST", "127.0.0.1:8080", "127.0.0.1", id="a host with a port"),
        pytest.param("HTTP_HOST", "http://localhost", "127.0.0.1", id="a URL for a host"),
        pytest.param("TELEGRAM_TOKEN", f"1:{SECRET} b", "copy the token", id="a blank in a token"),
        pytest.param("SLACK_APP_TOKEN", f"xapp-{SECRET}\x1b", "copy the token", id="a control character in a token"),
        pytest.param("TELEGRAM_BASE_URL", f"ftp://{SECRET}/bot", "http://", id="no web address"),
        pytest.param("TELEGRAM_BASE_URL", f"http://127.0.0.1:{SECRET}/bot", "http://", id="no port in an address"),
        pytest.param("SLACK_BASE_URL", "http:///api/", "http://", id="no host in an address"),
        pytest.param("TELEGRAM_BASE_URL", f"127.0.0.1/{SECRET}", "http://", id="no address"),
        pytest.param("SLACK_BASE_URL", f"https://u:{SECRET}@slack.example", "/api/", id="no Slack address"),
        pytest.param("TELEGRAM_WEBHOOK_URL", f"http://{SECRET}.example/telegram", "https", id="a webhook without TLS"),
        pytest.param("TELEGRAM_WEBHOOK_URL", "https://bot.example/api/x", "/telegram", id="a webhook in the API"),
        pytest.param("TELEGRAM_WEBHOOK_SECRET", f"{SECRET}!", "A-Z a-z 0-9", id="another sign in a secret"),
        pytest.param("TELEGRAM_WEBHOOK_SECRET", f"{SECRET}\u0661", "A-Z a-z 0-9", id="an Arabic digit in a secret"),
        pytest.param("TELEGRAM_WEBHOOK_SECRET", "x" * 257, "256", id="a secret that is too long"),
        pytest.param("SLACK_SIGNING_SECRET", f"{SECRET} b", "copy the token", id="a blank in a signing secret"),
        pytest.param("SUMMARIZER", SECRET, "'extractive' or 'llm'", id="no summarizer"),
        pytest.param("LLM_URL", f"file:///{SECRET}", "http://", id="no address of a model"),
        pytest.param("LLM_URL", f"https://u:{SECRET}@model.example/v1", "no login", id="a model's with a login"),
        pytest.param("LLM_URL", f"https://model.example/v1?key={SECRET}", "no query", id="a model's with a query"),
        pytest.param("LLM_URL", "http://a/v1/chat/completions", "before", id="the whole address of a model"),
        pytest.param("LLM_KEY", f"{SECRET}\x1b", "copy the token", id="a control character in a key"),
    ],
)
def test_a_wrong_value_is_named_with_a_hint_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, hint: str
) -> None:
    monkeypatch.setenv(f"RASID_{name}", value)
    said = problem()
    assert said.startswith(f"RASID_{name}: ")
    assert hint in said
    assert value not in said or len(value) < 3


def test_all_wrong_values_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASID_HTTP_PORT", "x")
    monkeypatch.setenv("RASID_LANGUAGE", "y")
    said = problem()
    assert ["RASID_HTTP_PORT" in said, "RASID_LANGUAGE" in said, "\n" in said] == [True, True, False]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda: None, "No such file", id="missing"),
        pytest.param(lambda: write("token", b"\xff\xfe\x00"), "UTF-8", id="no text"),
        pytest.param(lambda: Path("token").mkdir(), "directory", id="a folder"),
    ],
)
def test_a_file_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, make: Any, reason: str) -> None:
    make()
    monkeypatch.setenv("RASID_API_TOKEN_FILE", "token")
    said = problem()
    assert said.startswith("RASID_API_TOKEN_FILE: cannot read token (")
    assert reason in said


def test_an_env_that_is_no_text() -> None:
    write(".env", b"RASID_LANGUAGE=\xff\xfe\n")
    assert problem().startswith(".env: ")


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    names = "TELEGRAM_TOKEN TELEGRAM_WEBHOOK_SECRET SLACK_BOT_TOKEN SLACK_APP_TOKEN SLACK_SIGNING_SECRET"
    for name in (*names.split(), "API_TOKEN", "DATABASE_URL", "LLM_KEY"):
        monkeypatch.setenv(f"RASID_{name}", SECRET)
    loaded = Settings.load()
    assert SECRET not in f"{loaded!r} {loaded} {loaded.model_dump()}"
    assert loaded.url == SECRET


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        pytest.param({}, ["RASID_LLM_URL", "RASID_LLM_MODEL"], id="both"),
        pytest.param({"LLM_URL": "http://a/v1"}, ["RASID_LLM_MODEL"], id="the model"),
        pytest.param({"LLM_MODEL": "small"}, ["RASID_LLM_URL"], id="the address"),
    ],
)
def test_a_language_model_needs_an_address_and_a_name(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], missing: list[str]
) -> None:
    for name, value in {"SUMMARIZER": "llm", **given}.items():
        monkeypatch.setenv(f"RASID_{name}", value)
    assert re.findall(r"(RASID_\w+): is missing", problem()) == missing


def test_home_may_be_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("RASID_HOME", "~/news")
    monkeypatch.setenv("RASID_WATCHLISTS", "~/lists")
    monkeypatch.setenv("RASID_OUTLETS", f"~/outlets{os.pathsep}more.yaml{os.pathsep}")
    loaded = Settings.load()
    assert (loaded.home, loaded.watchlist_paths) == (tmp_path / "news", (tmp_path / "lists",))
    assert loaded.outlet_paths == (tmp_path / "outlets", Path("more.yaml"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("HTTP_HOST", "0.0.0.0", id="every address"),
        pytest.param("HTTP_HOST", "::", id="IPv6"),
        pytest.param("HTTP_HOST", "news-desk.internal", id="a name"),
        pytest.param("TELEGRAM_TOKEN", "TEST", id="the token of an emulator"),
        pytest.param("TELEGRAM_BASE_URL", "http://[::1]:8081/bot", id="a server of one's own"),
        pytest.param("ADMINS", "telegram:15 slack:U1 console:me", id="each platform"),
        pytest.param("ALLOW_NETWORKS", "10.1.2.3/8,::1", id="an address within a network"),
        pytest.param("LLM_URL", "http://127.0.0.1:11434/v1", id="a model on this machine"),
        pytest.param("LLM_MODEL", "llama3.1:8b", id="a model"),
    ],
)
def test_values_that_are_right(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"RASID_{name}", value)
    found = getattr(Settings.load(), name.lower())
    assert (found.get_secret_value() if isinstance(found, SecretStr) else found) == value


@pytest.mark.parametrize("name", ["q?1", "q#1", "q%41", "q 1", "راصد", "q&a=b", "q:@x", "+"])
def test_every_home_is_a_database_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    for home in ("q", name, f"{name}2"):
        monkeypatch.setenv("RASID_HOME", home)
        with closing(open_store(Settings.load().url)):
            assert (tmp_path / home / "rasid.db").is_file()
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted({"q", name, f"{name}2"})
