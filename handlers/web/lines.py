"""A line of the chat as a page shows it: who said it and when, the message with its file and buttons, notes to it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.core.bidi import strip_controls
from bot.core.language import Texts
from bot.core.message import Message
from bot.core.render.words import severity_name
from bot.core.transcript import Line
from handlers.web.chat import NOTE
from handlers.web.html import message_html, said_html, severity_of
from handlers.web.rendering import ENVIRONMENT


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line as HTML. `day` is the reader's calendar day, `label` how it is called; `note` the line it is a note to."""

    id: int
    html: Markup
    day: str
    label: str
    note: int | None = None


def drawn(line: Line, texts: Texts, timezone: str, notes: Sequence[Markup] = ()) -> Drawn:
    """One line; `notes` are those to it."""
    day, label = line.at.astimezone(ZoneInfo(timezone)).date().isoformat(), texts.day(line.at, timezone)
    note = line.facts.get(NOTE)
    template = ENVIRONMENT.get_template("note.html" if note else "line.html")
    about = {"line": line, "day": day, "label": label, "notes": notes}
    html = template.render({**about, **_about(line, texts, timezone)})
    return Drawn(line.id, Markup(html), day, label, note)  # noqa: S704 - the template escapes


def all_drawn(lines: Sequence[Line], texts: Texts, timezone: str) -> list[Drawn]:
    """Lines in their order; each note within the line that it belongs to, where that is among them."""
    there = {line.id for line in lines}
    notes: dict[int, list[Markup]] = defaultdict(list)
    for line in lines:
        if line.facts.get(NOTE) in there:
            notes[line.facts[NOTE]].append(drawn(line, texts, timezone).html)
    return [drawn(one, texts, timezone, notes[one.id]) for one in lines if one.facts.get(NOTE) not in there]


def _about(line: Line, texts: Texts, timezone: str) -> Mapping[str, Any]:
    message = line.message
    severity = severity_of(message) if message and line.alert_id else None
    return {
        "who": texts.say("Rasid") if message else texts.say("You"),
        "hour": texts.hour(line.at, timezone),
        "severity": severity,
        "tag": texts.say("Alert, severity: {severity}", severity=severity_name(severity, texts)) if severity else "",
        "message": message,
        "body": message_html(message) if message else said_html(line.said or ""),
        "direction": ("rtl" if message.language == "ar" else "ltr") if message else "auto",
        "file": _file(line.id, message, texts) if message and message.file else None,
    }


def _file(line_id: int, message: Message, texts: Texts) -> Mapping[str, Any]:
    """Its address names the file, too, so that an edited line shows its new one."""
    file = message.file
    assert file is not None
    title = strip_controls(message.blocks[0].text if message.blocks else file.name)
    return {
        "url": f"/files/{line_id}/{file.id}",
        "name": file.name,
        "picture": file.is_picture,
        "alt": texts.say("Chart: {title}", title=title),
    }
