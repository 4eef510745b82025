"""The words that go with an export: what is in the file, and what is not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.exporting import MOST_ARTICLES, MOST_BYTES, Extent
from bot.core.language import Texts
from bot.core.making import Form
from bot.core.message import Button, Message, block, bold
from bot.core.render.words import entry_name
from watchlists.model import Watchlists

_HOUR = timedelta(hours=1)
_FORMS: dict[Form, str] = {"csv": "CSV", "json": "JSON", "stix": "STIX", "ftm": "FtM"}
_NARROWER = (timedelta(hours=24), timedelta(days=7))


@dataclass(frozen=True, slots=True)
class ExportView:
    """What was asked for: `key` is None for everything. `start` and `end` bound the times of publication."""

    key: str | None
    form: Form
    start: datetime
    end: datetime
    extent: Extent
    watchlists: Watchlists
    timezone: str = "UTC"

    @property
    def window(self) -> timedelta:
        """How long it is."""
        return self.end - self.start


def export_message(view: ExportView, texts: Texts) -> Message:
    """The words; the file is still to be added. Where nothing was found they say so, and there is none."""
    facts = {"start": texts.when(view.start, view.timezone), "end": texts.when(view.end, view.timezone)}
    span = texts.say("{start} to {end} ({zone})", **facts, zone=view.timezone)
    if not view.extent.articles:
        nothing = texts.say(
            "Nothing was found about {name} in this time, so there is no file.", name=_name(view, texts)
        )
        return Message((block(nothing), block(span, shape="footer")), texts.language, _wider(view, texts))
    articles = texts.count("{n} article", "{n} articles", len(view.extent.articles))
    told = texts.say("{articles}, the newest first", articles=articles)
    blocks = [block(bold(texts.say("Export: {name}", name=_name(view, texts))), shape="heading"), block(told)]
    if view.extent.left_out:
        blocks.append(block(_left_out(view, texts)))
    return Message((*blocks, block(span, shape="footer")), texts.language, _buttons(view, texts))


def typed(view: ExportView, window: timedelta | None = None, form: Form | None = None) -> str:
    """The command that asks for it, or for the same of another time or form."""
    hours = (window or view.window) // _HOUR
    length = f"{hours // 24}d" if hours % 24 == 0 and hours > 24 else f"{max(hours, 1)}h"
    return f"/export {view.key or 'all'} {length} {form or view.form}"


def _left_out(view: ExportView, texts: Texts) -> str:
    older = texts.count("{n} older article is left out", "{n} older articles are left out", view.extent.left_out)
    limits = {"articles": MOST_ARTICLES, "size": MOST_BYTES // 1_000_000}
    reason = texts.say("a file holds {articles} articles or about {size} MB", **limits)
    hint = texts.say("ask for a shorter time, or for one entity")
    return texts.say("{older}: {reason}; {hint}.", older=older, reason=reason, hint=hint)


def _buttons(view: ExportView, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    others = [one for one in _FORMS if one != view.form]
    first = [Button(texts.say("As {form}", form=_FORMS[one]), typed(view, form=one)) for one in others]
    shorter = [one for one in _NARROWER if view.extent.left_out and one < view.window]
    rows = [first, [Button(texts.span(one), typed(view, one)) for one in shorter]]
    return tuple(tuple(row) for row in rows if row)


def _wider(view: ExportView, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    longer = timedelta(days=30)
    return ((Button(texts.span(longer), typed(view, longer)),),) if view.window < longer else ()


def _name(view: ExportView, texts: Texts) -> str:
    if view.key is None:
        return texts.say("all lists")
    return texts.say("{name} ({key})", name=entry_name(view.key, view.watchlists, texts), key=view.key)
