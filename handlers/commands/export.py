"""/export: what was found, for spreadsheets, for programs, and for the tools of analysts."""

from datetime import timedelta

from bot.core.exporting import MOST_ARTICLES, Extent, extent
from bot.core.file_names import dated_name
from bot.core.making import Extract, Form
from bot.core.message import Message
from bot.core.render.export import ExportView, export_message
from bot.ports import Window
from handlers.commands import asking, parsing, picking
from handlers.commands.base import Command, Desk, Request
from handlers.commands.watching import ALL

_DEFAULT = timedelta(days=7)
_FORMS: dict[str, Form] = {"csv": "csv", "json": "json", "stix": "stix", "ftm": "ftm"}
_TYPES: dict[Form, str] = {
    "csv": "text/csv",
    "json": "application/json",
    "stix": "application/stix+json",
    "ftm": "application/x-ndjson",
}
_ENDINGS: dict[Form, str] = {"csv": "csv", "json": "json", "stix": "stix.json", "ftm": "ftm.jsonl"}


def run(request: Request, desk: Desk) -> Message:
    """Which articles go into the file is settled now; the file is written when it is sent."""
    words, form = _form(request.words)
    words, window = parsing.trailing_length(words)
    words, form = _form(words, form)
    rest = parsing.typed_rest(window, form)
    if not words:
        question = desk.texts.say("An export of what? For example: {command}", command=COMMAND.example)
        return picking.pick("export", desk, request, question, rest=rest)
    whole = " ".join(words).casefold() in ALL
    key = None if whole else asking.entry(words, desk, "export", asking.lengths(desk, *_FORMS), rest).key
    return _export(key, window or _DEFAULT, form or "csv", request, desk)


def _export(key: str | None, window: timedelta, form: Form, request: Request, desk: Desk) -> Message:
    keys = desk.watchlists.family(key) if key else frozenset[str]()
    span, zone = Window(desk.now - window, desk.now), request.chat.timezone
    chosen = _extent(keys, span, form, desk)
    view = ExportView(key, form, span.start, span.end, chosen, desk.watchlists, zone)
    message = export_message(view, desk.texts)
    if not chosen.articles:
        return message
    about = {
        "entity": key,
        "since": span.start.isoformat(),
        "until": span.end.isoformat(),
        "articles": len(chosen.articles),
        "left_out": chosen.left_out,
    }
    recipe = Extract(form, tuple(sorted(keys)), chosen.articles, about)
    return desk.make(message, dated_name((key or "all",), desk.now, zone, _ENDINGS[form]), _TYPES[form], recipe)


def _extent(keys: frozenset[str], span: Window, form: Form, desk: Desk) -> Extent:
    """All are counted only where not all go into the file."""
    sizes = desk.unit.articles.sizes(keys, span, MOST_ARTICLES + 1)
    chosen = extent(sizes, len(sizes), form)
    if not chosen.left_out:
        return chosen
    return extent(sizes, desk.unit.articles.number(keys, span), form)


def _form(words: tuple[str, ...], form: Form | None = None) -> tuple[tuple[str, ...], Form | None]:
    """Words without the name of a form at their end, and which one stood there."""
    last = words[-1].casefold() if words else ""
    return (words[:-1], _FORMS[last]) if last in _FORMS else (words, form)


COMMAND = Command(
    "export",
    "ENTITY|event:EVENT|all [24h|7d|30d] [csv|json|stix|ftm]",
    "/export ISKP 7d csv",
    lambda texts: texts.say("what was found, as a file for spreadsheets or programs"),
    run,
    aliases=("تصدير",),
)
