"""The templates of the console, and the small pages for those who are not let in yet."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from bot.core.bidi import strip_controls
from bot.core.language import Texts
from bot.core.model import Language

ENVIRONMENT = Environment(
    loader=PackageLoader("handlers.web"),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_LANGUAGES: Mapping[str, Language] = {"ar": "ar", "en": "en"}
# Languages of a header that are looked at.
_MOST_LANGUAGES = 16


def gate_page(template: str, texts: Texts, status: int, **content: Any) -> web.Response:
    """A page without the menu."""
    html = ENVIRONMENT.get_template(template).render(
        say=texts.say,
        plain=strip_controls,
        language=texts.language,
        direction="rtl" if texts.language == "ar" else "ltr",
        **content,
    )
    return web.Response(text=html, content_type="text/html", status=status)


def texts_of(request: web.Request, texts: Mapping[Language, Texts], usual: Language) -> Texts:
    """In the language that a browser prefers of ours."""
    return texts[preferred(request.headers.get("Accept-Language", ""), usual)]


def preferred(header: str, usual: Language) -> Language:
    """The language of Accept-Language that we speak and it wants most, else the usual one."""
    wanted: dict[Language, float] = {}
    for one in header.split(",")[:_MOST_LANGUAGES]:
        name, _, weight = one.strip().lower().partition(";")
        language = _LANGUAGES.get(name.strip().partition("-")[0])
        if language is not None:
            wanted.setdefault(language, _weight(weight))
    best = max(wanted, key=lambda one: wanted[one], default=usual)
    return best if wanted.get(best, 0) > 0 else usual


def _weight(parameter: str) -> float:
    try:
        return float(parameter.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0
