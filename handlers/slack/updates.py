"""What Slack reports, as Updates: talk with the bot and in channels, the slash command, the shortcut, buttons."""

from collections.abc import Collection, Mapping
from typing import Any

from bot.core.command_line import as_command
from bot.core.layout import clean_text
from bot.core.material import Material
from bot.core.model import Address, Person, Update
from handlers.slack.material import Me, chosen, heard, sent
from handlers.slack.text import plain, with_addresses

PLATFORM = "slack"
# The callback_id of "Scan with Rasid" in the app's manifest.
SHORTCUT = "scan_with_rasid"

_PERSON_SPOKE = frozenset({None, "file_share", "thread_broadcast"})
_GROUPS = frozenset({"channel", "group", "mpim"})
_DIRECT = "D"


def update_from_payload(
    payload: Mapping[str, Any], me: Me, words: Collection[str] = (), *, alone: bool = False
) -> Update | None:
    """The Update of what a payload tells; None for what the bot does not listen to, and for garbage.

    `words` are the command words that need no slash. `alone` says that the place which `direct_of` tells is the app's
    own direct message with that person; any other is one `apart`: private for nobody, and answered to who asked.

    What is said in a channel without the bot's name becomes an Update that is not addressed, with material to listen
    to.
    """
    try:
        match payload.get("type"):
            case "event_callback":
                return _from_event(payload, payload["event"], me, words)
            case "block_actions":
                on_page = payload.get("container", {}).get("type") == "view"
                return _from_home(payload) if on_page else _from_button(payload, alone)
            case "message_action":
                return _from_shortcut(payload, me, alone)
        return _from_command(payload, words, alone) if "command" in payload else None
    except (AttributeError, IndexError, KeyError, OSError, OverflowError, RecursionError, TypeError, ValueError):
        return None  # OSError and OverflowError come from times that no clock can show


def direct_of(payload: Mapping[str, Any]) -> tuple[str, str] | None:
    """The direct message in which the command was typed, a button pressed or the shortcut chosen, and by whom: it may
    be one between two people. None where it was in none."""
    try:
        if "command" in payload:
            channel, user = payload["channel_id"], payload["user_id"]
        elif payload.get("type") in ("block_actions", "message_action"):
            channel, user = _channel(payload)["id"], payload["user"]["id"]
        else:
            return None
        return (str(channel), str(user)) if channel.startswith(_DIRECT) else None
    except (AttributeError, KeyError, TypeError):
        return None


def _id(payload: Mapping[str, Any], name: str) -> str:
    """What Slack repeats when it brings the same again; the envelope's id, which is new each time, is second best."""
    return str(payload.get(name) or payload["envelope_id"])


def _from_event(payload: Mapping[str, Any], event: Mapping[str, Any], me: Me, words: Collection[str]) -> Update | None:
    name = _id(payload, "event_id")
    if event["type"] == "app_mention":
        return _from_person(name, event, me, words, direct=False)
    if event["type"] != "message":
        return None
    if event.get("channel_type") in _GROUPS:
        return _from_talk(name, event, me, payload.get("api_app_id"))
    direct = event.get("channel_type", "im") == "im" and event["channel"][0] == _DIRECT
    return _from_person(name, event, me, words, direct=True) if direct else None


def _from_person(name: str, event: Mapping[str, Any], me: Me, words: Collection[str], *, direct: bool) -> Update | None:
    """What somebody told the bot: a command or a question, or what is to be read."""
    if event.get("subtype") not in _PERSON_SPOKE or event.get("bot_id") or event.get("user") == me.user:
        return None
    told = with_addresses(me.left_out_of(event.get("text", "")))
    asked = as_command(told, words)
    material = sent(event, told, me, command=asked.startswith("/"))
    if direct and not told and not material:
        return None
    return Update(
        platform=PLATFORM,
        id=name,
        address=Address(PLATFORM, event["channel"], _thread(event)),
        person=Person(PLATFORM, event["user"]),
        text="" if material else asked or "/help",
        private=direct,
        replied_to=_thread(event) or None,
        message_id=event["ts"],
        extra={"title": ""},
        material=material,
    )


def _from_talk(name: str, event: Mapping[str, Any], me: Me, app: Any) -> Update | None:
    """A message that stands in a channel, or a new edition of one. Those with the bot's name come as mentions too, and
    are heard there."""
    edited = event.get("subtype") == "message_changed"
    message = event["message"] if edited else event
    if me.wrote(message, app) or me.is_named_in(str(message.get("text") or "")):
        return None
    material = heard(message, event["channel"], me)
    if material is None or (edited and material == _before(event, me)):
        return None
    writer = message.get("user") or message.get("bot_id") or ""
    return Update(
        platform=PLATFORM,
        id=name,
        address=Address(PLATFORM, event["channel"]),
        person=Person(PLATFORM, str(writer)),
        text="",
        private=False,
        message_id=message["ts"],
        addressed=False,
        extra={"title": ""},
        material=material,
    )


def _before(event: Mapping[str, Any], me: Me) -> Material | None:
    """What stood there before the edition: Slack calls it one, too, when it has added the preview of a page."""
    before = event.get("previous_message")
    return heard(before, event["channel"], me) if before else None


def _channel(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return payload.get("channel") or {"id": payload["container"]["channel_id"]}


def _facts(channel: str, name: str, payload: Mapping[str, Any], *, private: bool) -> dict[str, Any]:
    facts = {"title": "" if private else clean_text(name), "response_url": payload.get("response_url", "")}
    return facts | ({"apart": True} if channel.startswith(_DIRECT) and not private else {})


def _from_command(payload: Mapping[str, Any], words: Collection[str], alone: bool) -> Update:
    channel, asked = payload["channel_id"], as_command(plain(payload.get("text", "")), words)
    private = channel.startswith(_DIRECT) and alone
    facts = _facts(channel, payload.get("channel_name", ""), payload, private=private)
    return Update(
        platform=PLATFORM,
        id=_id(payload, "trigger_id"),
        address=Address(PLATFORM, channel),
        person=Person(PLATFORM, payload["user_id"], clean_text(payload.get("user_name", ""))),
        text=asked or "/help",
        private=private,
        extra=facts,
        whisper=payload["user_id"],
        # How it is typed concerns the one who asks for it, and the channel is spared it.
        hushed="apart" in facts or (not private and asked.casefold() in ("", "/help")),
    )


def _from_button(payload: Mapping[str, Any], alone: bool) -> Update:
    user, container, channel = payload["user"], payload.get("container", {}), _channel(payload)
    # A message that only one person sees comes without itself.
    message = payload.get("message") or {"ts": container["message_ts"], "thread_ts": container.get("thread_ts")}
    private = channel["id"].startswith(_DIRECT) and alone
    facts = _facts(channel["id"], channel.get("name", ""), payload, private=private)
    return Update(
        platform=PLATFORM,
        id=_id(payload, "trigger_id"),
        address=Address(PLATFORM, channel["id"], _thread(message)),
        person=Person(PLATFORM, user["id"], clean_text(user.get("username") or user.get("name") or "")),
        text=clean_text(payload["actions"][0]["value"]),
        private=private,
        replied_to=message["ts"],
        message_id=message["ts"],
        extra=facts,
        pressed=True,
        whisper=user["id"],
        hushed="apart" in facts or bool(container.get("is_ephemeral")),
    )


def _from_home(payload: Mapping[str, Any]) -> Update | None:
    """A button of a person's page says its command in their direct message, whose channel the page carries."""
    user, channel = payload["user"], str(payload["view"].get("private_metadata") or "")
    if payload["view"].get("type") != "home" or not channel.startswith(_DIRECT):
        return None
    return Update(
        platform=PLATFORM,
        id=_id(payload, "trigger_id"),
        address=Address(PLATFORM, channel),
        person=Person(PLATFORM, user["id"], clean_text(user.get("username") or user.get("name") or "")),
        text=clean_text(payload["actions"][0]["value"]),
        private=True,
        extra={"title": ""},
    )


def _from_shortcut(payload: Mapping[str, Any], me: Me, alone: bool) -> Update | None:
    """The answer goes into the thread of the message; where it stands alone, it gets one."""
    if payload["callback_id"] != SHORTCUT:
        return None
    user, channel, message = payload["user"], payload["channel"], payload["message"]
    private = channel["id"].startswith(_DIRECT) and alone
    facts = _facts(channel["id"], channel.get("name", ""), payload, private=private)
    return Update(
        platform=PLATFORM,
        id=_id(payload, "trigger_id"),
        address=Address(PLATFORM, channel["id"], str(message.get("thread_ts") or message["ts"])),
        person=Person(PLATFORM, user["id"], clean_text(user.get("username") or user.get("name") or "")),
        text="",
        private=private,
        message_id=message["ts"],
        extra=facts,
        whisper=user["id"] if "apart" in facts else None,
        hushed="apart" in facts,
        material=chosen(message, channel["id"], me),
    )


def _thread(message: Mapping[str, Any]) -> str:
    """The thread a message stands in; the message that a thread hangs on stands in the channel itself."""
    thread = str(message.get("thread_ts") or "")
    return "" if thread == message["ts"] else thread
