"""The HTTP API: articles in, matches and status out. Everything blocking runs in a thread."""

import asyncio
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from bot.core.errors import StoreError, WireError
from bot.core.exporting import match_to_dict
from bot.core.language import Texts
from bot.core.model import Incoming, Language, Reading
from bot.core.render.headline import headlines
from bot.core.subjects import Subject
from bot.core.wire import parse_date
from bot.ports import SILENT, Meter, Reader, Store, Summarizer, Window
from bot.services.status import Shown, status
from handlers.commands.parsing import length
from handlers.web.answers import answered, refused
from handlers.web.numbers import whole
from handlers.web.posting import Posting
from handlers.web.status_json import status_json

_MATCHES, _MOST_MATCHES = 50, 200
_LONGEST_NAME = 200
# Of a status so many stories are told.
_SHOWN = Shown(50, readings=0, newest=True)
_FOREVER = datetime.max.replace(tzinfo=UTC)
_STATUS = re.compile("/api/status/[^/]+")
_ROUTES = {"/api/articles": "POST", "/api/matches": "GET"}


@dataclass(frozen=True, slots=True)
class Api:
    """The routes below /api. Without a token every one of them answers 404. `largest` is in bytes."""

    store: Store
    reader: Callable[[], Reader]
    take: Callable[[Sequence[Incoming], datetime], Sequence[Any]]
    summarizer: Summarizer
    texts: Mapping[Language, Texts]
    clock: Callable[[], datetime]
    token: str | None
    largest: int
    meter: Meter = SILENT

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        posting = Posting(self.take, self.clock, self.largest, self.meter)
        app.router.add_post("/api/articles", self._guarded(posting.answer))
        app.router.add_get("/api/matches", self._guarded(self._matches))
        app.router.add_get("/api/status/{key}", self._guarded(self._status))
        app.router.add_route("*", "/api{rest:(/.*)?}", self._guarded(self._nothing))

    def _guarded(self, answer: Callable[[web.Request], Any]) -> Callable[[web.Request], Any]:
        async def guarded(request: web.Request) -> web.Response:
            if self.token is None:
                return refused(404, "the API is off; set RASID_API_TOKEN to turn it on")
            if not _authorized(request, self.token):
                response = refused(401, "send the header Authorization: Bearer with the value of RASID_API_TOKEN")
                response.headers["WWW-Authenticate"] = "Bearer"
                return response
            try:
                response = await answer(request)
            except StoreError as error:
                response = refused(503, str(error))
                response.headers["Retry-After"] = "5"
            return response

        return guarded

    async def _nothing(self, request: web.Request) -> web.Response:
        method = _ROUTES.get(request.path.rstrip("/")) or ("GET" if _STATUS.fullmatch(request.path) else None)
        if method is None:
            return refused(404, "there is /api/articles, /api/matches and /api/status/KEY")
        response = refused(405, f"{request.path} takes {method}")
        response.headers["Allow"] = method
        return response

    async def _matches(self, request: web.Request) -> web.Response:
        try:
            key, window, limit, after = self._wanted(request.query)
        except WireError as error:
            return refused(422, str(error))
        return answered(200, await asyncio.to_thread(self._found, key, window, limit, after))

    def _wanted(self, query: Mapping[str, str]) -> tuple[str | None, Window | None, int, int | None]:
        typed, since = query.get("entity"), query.get("since")
        window = Window(_since(since, self.clock()), _FOREVER) if since else None
        limit = _number(query, "limit") or _MATCHES
        return self._key(typed) if typed else None, window, min(limit, _MOST_MATCHES), _number(query, "after")

    def _key(self, typed: str) -> str:
        entry, close = self.reader().resolve(typed[:_LONGEST_NAME])
        if entry is None:
            raise WireError(f'no entity or event has the key or alias "{typed[:60]}"{_hint(close)}')
        return entry.key

    def _found(self, key: str | None, window: Window | None, limit: int, after: int | None) -> dict[str, Any]:
        keys = self.reader().watchlists.family(key) if key else ()
        with self.store.begin(read_only=True) as unit:
            readings = list(unit.articles.latest(keys, limit + 1, window, after))
            stories = unit.stories.of_articles([one.article.id for one in readings])
        more = readings[limit - 1].article.id if len(readings) > limit else None
        return {"matches": [self._match(one, stories) for one in readings[:limit]], "next": str(more) if more else None}

    def _match(self, reading: Reading, stories: Mapping[int, int]) -> dict[str, Any]:
        summary = self.summarizer.summarize(reading.article.document, reading.findings)
        told = {
            "summary": summary.text,
            "summary_sentences": [list(span) for span in summary.spans],
            "headline": headlines(reading.findings, self.reader().watchlists, self.texts),
        }
        return match_to_dict(reading, stories.get(reading.article.id), told)

    async def _status(self, request: web.Request) -> web.Response:
        try:
            key = self._key(request.match_info["key"])
        except WireError as error:
            return refused(404, str(error))
        return answered(200, await asyncio.to_thread(self._status_of, key))

    def _status_of(self, key: str) -> dict[str, Any]:
        now, watchlists = self.clock(), self.reader().watchlists
        subject = Subject("event" if key in watchlists.events else "entity", key)
        with self.store.begin(read_only=True) as unit:
            view = status(unit, subject, timedelta(days=7), watchlists, now, shown=_SHOWN)
        return status_json(view)


def _since(text: str, now: datetime) -> datetime:
    window = length(text) if text[:1].isdigit() else None  # `24h`; a word is for people
    if window is not None:
        return now - window
    for spelling in (text, text.replace(" ", "+")):  # an unescaped + of a zone arrives as a blank
        with suppress(ValueError):
            return parse_date(spelling)
    raise WireError("since is neither a length such as 24h nor a time in ISO 8601")


def _number(query: Mapping[str, str], name: str) -> int | None:
    typed = query.get(name)
    if typed is None:
        return None
    number = whole(typed)
    if not number:
        raise WireError(f"{name} must be a whole number above zero")
    return number


def _hint(close: Sequence[str]) -> str:
    return f"; is one of these meant: {', '.join(close)}" if close else ""


def _authorized(request: web.Request, token: str) -> bool:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(
        given.strip().encode("utf-8", "surrogateescape"), token.encode()
    )
