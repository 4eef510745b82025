"""Draw the pictures of the documentation: the alert, the status and the digest of the demo, as Telegram shows their
HTML; a chart and a brief.

    python docs/pictures/draw.py FOLDER      writes alert-ar.html, chart-ar.png, brief-ar.html …, in both languages

A browser then takes the pictures, for example

    chromium --headless --hide-scrollbars --window-size=560,760 --screenshot=alert.png alert-ar.html
"""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot.core.message import Message
from bot.core.model import Language, Update
from bot.parts import Parts, assemble
from bot.samples import read_samples
from bot.storage.store import open_store
from handlers.commands.access import AccessRules
from handlers.console import ADDRESS, PERSON
from handlers.telegram.format import part, pieces
from watchlists import Matcher, load, shipped

# Not every browser has a font of coloured signs.
_COLOURS = {"🔴": "#d93a3a", "🟠": "#e8862b", "🟡": "#e0be2e", "⚪": "#c4c8cc"}
_PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ background: #cfdcc7; font: 17px/1.5 "Noto Sans Arabic", "Noto Sans", sans-serif; margin: 0; padding: 18px; }}
.message {{ background: #fff; border-radius: 14px; padding: 12px 16px; box-shadow: 0 1px 2px #0003;
  white-space: pre-wrap; }}
blockquote {{ border-inline-start: 3px solid #3a8fd6; background: #eef5fb; margin: 4px 0; padding: 4px 10px; }}
a {{ color: #1c7cc4; text-decoration: none; }} i {{ color: #667; font-style: normal; font-size: 15px; }}
.row {{ display: flex; gap: 4px; margin-top: 4px; }}
.row span {{ flex: 1; text-align: center; background: #fffc; border-radius: 8px; padding: 6px; font-size: 15px; }}
</style><div dir="{direction}"><div class="message">{html}</div>{buttons}</div>"""


def main(folder: Path) -> None:
    """Write the pages of both languages."""
    languages: tuple[Language, ...] = ("ar", "en")
    for language in languages:
        with tempfile.TemporaryDirectory() as home:
            store = open_store(f"sqlite:///{home}/rasid.db")
            matcher = Matcher.compile(load((shipped(),)))
            _draw(assemble(store, matcher, AccessRules(frozenset({PERSON.label})), language, "UTC"), folder, language)
            store.close()


def _draw(bot: Parts, folder: Path, language: Language) -> None:
    now = datetime.now(UTC)
    _ask(bot, "/watch ISKP", now)
    for item in read_samples(now):
        assert item.published is not None
        bot.ingest.take([item], item.published)
        bot.alerting.speak(item.published)
    pages = {"alert": _finest_alert(bot, now), "status": _ask(bot, "/status ISKP", now)}
    pages |= {"digest": _ask(bot, "/digest now 7d", now), "why": _ask(bot, "/why A1", now)}
    pages |= _as_set(bot, now)
    for name, message in pages.items():
        (folder / f"{name}-{language}.html").write_text(_page(message), "utf-8")
    for name, command in (("chart", "/chart ISKP"), ("chart-dark", "/chart ISKP dark"), ("brief", "/brief ISKP")):
        _keep(bot, _ask(bot, command, now), folder / f"{name}-{language}")


def _as_set(bot: Parts, now: datetime) -> dict[str, Message]:
    """The settings and a long digest of a chat that reads Arabic-Indic digits and the months of the Levant."""
    for setting in ("digits arabic", "months levant", "timezone Asia/Baghdad", "quiet 22:00-07:00 critical"):
        _ask(bot, f"/settings {setting}", now)
    _ask(bot, "/settings digest daily 08:00", now)
    pages = {"settings": _ask(bot, "/settings", now), "quiet": _ask(bot, "/settings quiet", now)}
    _ask(bot, "/settings summary long", now)
    return pages | {"long-digest": _ask(bot, "/digest now 7d", now), "later-status": _ask(bot, "/status ISKP", now)}


def _ask(bot: Parts, command: str, now: datetime) -> Message:
    update = Update(ADDRESS.platform, f"{now} {command}", ADDRESS, PERSON, command)
    return bot.answering.answer(update, now)[0].message


def _keep(bot: Parts, message: Message, path: Path) -> None:
    """The file of a message, as it would be sent."""
    assert message.file is not None
    content = bot.making.content(message.file)
    assert content is not None
    path.with_suffix(Path(message.file.name).suffix).write_bytes(content)


def _finest_alert(bot: Parts, now: datetime) -> Message:
    """The alert that says most: with a toll and several sources."""
    alerts: list[Message] = []
    with bot.store.begin() as unit:
        while claimed := unit.outbox.claim(ADDRESS.platform, now, 1.0, 1):
            alerts += [one.message for one in claimed]
            for one in claimed:
                unit.outbox.sent(one.id, str(one.id), now)
    return max(alerts, key=lambda message: len(message.blocks))


def _page(message: Message) -> str:
    shown = part(pieces(message)[0])
    rows = ["".join(f"<span>{button.label}</span>" for button in row) for row in message.buttons]
    buttons = "".join(f'<div class="row">{row}</div>' for row in rows)
    direction = "rtl" if message.language == "ar" else "ltr"
    html = shown.html
    for sign, colour in _COLOURS.items():
        html = html.replace(sign, f'<span style="color: {colour}">⬤</span>')
    return _PAGE.format(direction=direction, html=html, buttons=buttons)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
