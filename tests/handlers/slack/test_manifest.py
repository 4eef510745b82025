"""The Slack apps that are shipped are the ones that the adapter listens for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers.commands import registry
from handlers.slack.events import PATH
from handlers.slack.updates import SHORTCUT
from tests.fakes import slack_people

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
ADAPTER = sorted((ROOT / "handlers" / "slack").glob("*.py"))
NEEDED: dict[str, tuple[str, ...]] = {
    "auth_test": (),
    "apps_connections_open": (),  # that is a matter of the app-level token
    "chat_postMessage": ("chat:write",),
    "chat_postEphemeral": ("chat:write",),
    "chat_update": ("chat:write",),
    "chat_delete": ("chat:write",),
    "conversations_info": ("channels:read", "groups:read", "mpim:read", "im:read"),
    "files_info": ("files:read",),
    "files_upload_v2": ("files:write",),
    "files_getUploadURLExternal": ("files:write",),
    "files_completeUploadExternal": ("files:write",),
    "users_info": ("users:read",),
    "views_publish": (),
}
SOCKET, HTTP = "slack-manifest.yaml", "slack-manifest-http.yaml"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DOCS / name).read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(params=[pytest.param(SOCKET, id="Socket Mode"), pytest.param(HTTP, id="HTTP")])
def manifest(request: pytest.FixtureRequest) -> dict[str, Any]:
    return load(request.param)


def request_urls(manifest: dict[str, Any]) -> list[str | None]:
    """Where Slack calls: for the command, for events, for buttons."""
    [command] = manifest["features"]["slash_commands"]
    settings = manifest["settings"]
    return [
        command.get("url"),
        settings["event_subscriptions"].get("request_url"),
        settings["interactivity"].get("request_url"),
    ]


def test_there_is_one_slash_command_of_our_own(manifest: dict[str, Any]) -> None:
    [command] = manifest["features"]["slash_commands"]
    assert command["command"] == "/rasid"


def test_in_socket_mode_nothing_is_called_over_http() -> None:
    assert load(SOCKET)["settings"]["socket_mode_enabled"]
    assert request_urls(load(SOCKET)) == [None] * 3


def test_over_http_one_address_takes_everything() -> None:
    assert not load(HTTP)["settings"]["socket_mode_enabled"]
    assert request_urls(load(HTTP)) == [f"https://bot.example{PATH}"] * 3


def test_the_apps_differ_in_nothing_else() -> None:
    apps = [load(SOCKET), load(HTTP)]
    for app in apps:
        [command] = app["features"]["slash_commands"]
        command.pop("url", None)
        del app["settings"]["socket_mode_enabled"]
        for part in ("event_subscriptions", "interactivity"):
            app["settings"][part].pop("request_url", None)
    assert apps[0] == apps[1]


def test_what_is_heard_is_subscribed_and_allowed(manifest: dict[str, Any]) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert events == [
        "app_home_opened",
        "app_mention",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
    ]
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    assert scopes >= {"app_mentions:read", "commands", "chat:write", "files:read"}
    assert scopes >= {f"{event.removeprefix('message.')}:history" for event in events if event.startswith("message.")}
    assert scopes >= {"channels:read", "groups:read", "mpim:read"}, "for the names of channels"
    assert manifest["settings"]["interactivity"]["is_enabled"]


def test_a_message_can_be_scanned_from_its_menu(manifest: dict[str, Any]) -> None:
    [shortcut] = manifest["features"]["shortcuts"]
    assert (shortcut["name"], shortcut["type"]) == ("Scan with Rasid", "message")
    assert shortcut["callback_id"] == SHORTCUT
    assert "commands" in manifest["oauth_config"]["scopes"]["bot"]


def test_people_can_write_to_the_app(manifest: dict[str, Any]) -> None:
    home = manifest["features"]["app_home"]
    assert home["home_tab_enabled"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]


def test_the_hints_are_commands(manifest: dict[str, Any]) -> None:
    [command] = manifest["features"]["slash_commands"]
    hints = [hint.strip() for hint in command["usage_hint"].split("|")]
    assert {hint.split()[0] for hint in hints} <= set(registry.words())
    assert "help" in hints
    assert command["command"] == slack_people.COMMAND


def test_the_scopes_suffice_for_every_method_that_is_called(manifest: dict[str, Any]) -> None:
    """https://docs.slack.dev/reference/methods : what each method of the adapter needs."""
    calls = re.findall(r"_web\.(\w+)\(|_web\.(auth_test|apps_connections_open)", "".join(map(read, ADAPTER)))
    called = {one or other for one, other in calls}
    assert called <= NEEDED.keys(), "a method that is new here: say which scope it needs"
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    assert {scope for method in called for scope in NEEDED[method]} <= scopes


def test_slacks_limits_hold(manifest: dict[str, Any]) -> None:
    # https://docs.slack.dev/reference/app-manifest
    about, [command] = manifest["display_information"], manifest["features"]["slash_commands"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert len(manifest["features"]["bot_user"]["display_name"]) <= 80
    assert len(command["description"]) <= 2000
    assert len(command["usage_hint"]) <= 1000
    [shortcut] = manifest["features"]["shortcuts"]
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150
    assert len(shortcut["callback_id"]) <= 255
