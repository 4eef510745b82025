"""The buttons of an alert: what to read on, what to say of it, and silence.

Alerts are made by services, so their buttons say commands that are short enough for every platform.
"""

from typing import Final

from bot.core.bidi import strip_controls
from bot.core.language import Texts
from bot.core.message import Button, pressable
from bot.core.model import MuteScope
from bot.core.render.mutes import muted_name, typed_form
from bot.core.views import AlertView

# A longer name makes a label that phones cut off; then the key stands for it.
_LONGEST_NAME: Final = 18


def alert_buttons(view: AlertView, texts: Texts, entity: str | None = None) -> tuple[tuple[Button, ...], ...]:
    """Three rows, of which the last is about what the chat watches most specifically, else the `entity` that is named
    first; where none is named, it mutes the story."""
    scope, key = view.interest or (("entity", entity) if entity else ("story", str(view.story.id)))
    mute = Button(_mute_label(scope, key, view, texts), f"/mute {typed_form(scope, key)} 4h")
    asked = key if scope in ("entity", "event") else None
    status = [Button(texts.say("Status"), f"/status {asked}")] if asked else []
    name = f"A{view.alert.id}"
    return pressable([reading_row(name, texts), rating_row(name, texts), [mute, *status]])


def more_buttons(view: AlertView, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    """Of the longer version: where to read on, and silence about the story alone."""
    _, *rest = reading_row(f"A{view.alert.id}", texts)
    story = f"S{view.story.id}"
    shown = Button(texts.say("Show {story}", story=story), f"/story {story}")
    silence = Button(_mute_label("story", str(view.story.id), view, texts), f"/mute {story} 4h")
    return pressable([rest, [shown, silence]])


def reading_row(alert: str, texts: Texts) -> list[Button]:
    """More, sources, why; `alert` is its name (`A17`)."""
    return [
        Button(texts.say("More"), f"/more {alert}"),
        Button(texts.say("Sources"), f"/sources {alert}"),
        Button(texts.say("Why?"), f"/why {alert}"),
    ]


def rating_row(alert: str, texts: Texts) -> list[Button]:
    """Relevant, not relevant, duplicate."""
    return [
        Button(texts.say("Relevant"), f"/rate {alert} yes"),
        Button(texts.say("Not relevant"), f"/rate {alert} no"),
        Button(texts.say("Duplicate"), f"/rate {alert} dup"),
    ]


def _mute_label(scope: MuteScope, key: str, view: AlertView, texts: Texts) -> str:
    name = muted_name(scope, key, view.watchlists, texts)
    shown = name if len(strip_controls(name)) <= _LONGEST_NAME or scope == "story" else texts.ltr(key)
    return texts.say("Mute {what} for 4 h", what=shown)
