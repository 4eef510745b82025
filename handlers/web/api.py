"""The HTTP API: articles in, matches and status out. Everything blocking runs in a thread."""

import asyncio
import hmac
import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from bot.core.baseline import WINDOWS
from bot.core.errors import StoreError, WireError
from bot.core.exporting import match_to_dict
from bot.core.heads import Head
from bot.core.inflate import Inflater, TooLargeError
from bot.core.language import Texts
from bot.core.model import Incoming, Language, Reading
from bot.core.render.headline import headlines
from bot.core.status_view import StatusView
from bot.core.subjects import Subject
from bot.core.trends import Trend
from bot.core.wire import articles_from_lines, parse_date
from bot.ports import SILENT, Meter, Reader, Store, Summarizer, Window
from bot.services.status import Shown, status
from handlers.commands.parsing import length
from handlers.web.numbers import whole

# A body may hold this many articles of the largest size.
ARTICLES_A_BODY = 8
# Articles stored in one transaction.
_BATCH = 64
_MATCHES, _MOST_MATCHES = 50, 200
_LONGEST_NAME = 200
# Of a status so many stories and others named are told.
_SHOWN, _COMPANY = Shown(50, readings=0, newest=True), 5
_FOREVER = datetime.max.replace(tzinfo=UTC)
_WINDOW_NAMES = {length: name for name, length in WINDOWS.items()}
_STATUS = re.compile("/api/status/[^/]+")
_ROUTES = {"/api/articles": "POST", "/api/matches": "GET"}
_TOO_LARGE = "longer than {limit} kB; shorten it, or raise RASID_MAX_ARTICLE_KB"


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
        app.router.add_post("/api/articles", self._guarded(self._articles))
        app.router.add_get("/api/matches", self._guarded(self._matches))
        app.router.add_get("/api/status/{key}", self._guarded(self._status))
        app.router.add_route("*", "/api{rest:(/.*)?}", self._guarded(self._nothing))

    def _guarded(self, answer: Callable[[web.Request], Any]) -> Callable[[web.Request], Any]:
        async def guarded(request: web.Request) -> web.Response:
            if self.token is None:
                return _error(404, "the API is off; set RASID_API_TOKEN to turn it on")
            if not _authorized(request, self.token):
                response = _error(401, "send the header Authorization: Bearer with the value of RASID_API_TOKEN")
                response.headers["WWW-Authenticate"] = "Bearer"
                return response
            try:
                response = await answer(request)
            except StoreError as error:
                response = _error(503, str(error))
                response.headers["Retry-After"] = "5"
            return response

        return guarded

    async def _nothing(self, request: web.Request) -> web.Response:
        method = _ROUTES.get(request.path.rstrip("/")) or ("GET" if _STATUS.fullmatch(request.path) else None)
        if method is None:
            return _error(404, "there is /api/articles, /api/matches and /api/status/KEY")
        response = _error(405, f"{request.path} takes {method}")
        response.headers["Allow"] = method
        return response

    async def _articles(self, request: web.Request) -> web.Response:
        try:
            body = await self._body(request)
        except (web.RequestPayloadError, WireError):
            return _error(400, "the body is broken off, or not encoded as its Content-Encoding says; send it again")
        if body is None:
            return _error(413, f"the body is over {self.largest * ARTICLES_A_BODY // 1024} kB; send fewer articles")
        return await asyncio.to_thread(self._store, body)

    async def _body(self, request: web.Request) -> bytes | None:
        """The body unpacked, None as soon as it is too large. Raises WireError where it is packed wrongly.

        Not by aiohttp, which logs a traceback for each body that a client packs wrongly.
        """
        limit = self.largest * ARTICLES_A_BODY
        if (request.content_length or 0) > limit:
            return None
        inflater = Inflater(request.headers.get("Content-Encoding", ""), limit)
        try:
            async for chunk in request.content.iter_chunked(1 << 16):
                inflater.feed(chunk)
        except TooLargeError:
            return None
        return inflater.body()

    def _store(self, body: bytes) -> web.Response:
        usable, rejected, large = self._sorted(body)
        self.meter.took("api", "rejected", len(rejected))
        outcomes = []
        for at in range(0, len(usable), _BATCH):
            outcomes += [one.outcome for one in self.take(usable[at : at + _BATCH], self.clock())]
        answer = {
            "accepted": outcomes.count("accepted"),
            "duplicates": outcomes.count("duplicate"),
            "rejected": rejected,
        }
        if usable:
            return _json(202, answer)
        if not rejected:
            answer["rejected"] = [{"line": 1, "error": "the body is empty; send one JSON object or JSON Lines"}]
        return _json(413 if large else 422, answer)

    def _sorted(self, body: bytes) -> tuple[list[Incoming], list[dict[str, Any]], bool]:
        usable: list[Incoming] = []
        rejected: list[dict[str, Any]] = []
        large = False
        for number, article in articles_from_lines(body, "api"):
            if isinstance(article, WireError):
                rejected.append({"line": number, "error": str(article)})
            elif self._oversized(article):
                large = True
                rejected.append({"line": number, "error": _TOO_LARGE.format(limit=self.largest // 1024)})
            else:
                usable.append(article)
        return usable, rejected, large

    def _oversized(self, article: Incoming) -> bool:
        return (
            len(article.text.encode("utf-8", "replace")) + len((article.title or "").encode("utf-8", "replace"))
            > self.largest
        )

    async def _matches(self, request: web.Request) -> web.Response:
        try:
            key, window, limit, after = self._wanted(request.query)
        except WireError as error:
            return _error(422, str(error))
        return _json(200, await asyncio.to_thread(self._found, key, window, limit, after))

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
            return _error(404, str(error))
        return _json(200, await asyncio.to_thread(self._status_of, key))

    def _status_of(self, key: str) -> dict[str, Any]:
        now, watchlists = self.clock(), self.reader().watchlists
        subject = Subject("event" if key in watchlists.events else "entity", key)
        with self.store.begin(read_only=True) as unit:
            view = status(unit, subject, timedelta(days=7), watchlists, now, shown=_SHOWN)
        return _status_json(view)


def _status_json(view: StatusView) -> dict[str, Any]:
    paces = {_WINDOW_NAMES[length]: pace for length, pace in view.paces.items()}
    return {
        "entity": view.subject.key,
        "windows": {
            name: {"mentions": pace.mentions, "usual": pace.usual, "factor": pace.factor}
            for name, pace in paces.items()
        },
        "stories": [_story_json(head) for head in view.stories],
        "named_with": [{"entity": key, "articles": count} for key, count in view.named_with[:_COMPANY]],
        "muted": view.muted,
        "trend": _trend_json(view.trend) if view.trend else None,
    }


def _trend_json(trend: Trend) -> dict[str, Any]:
    return {
        "id": f"T{trend.id}",
        "found": trend.created.isoformat(),
        "hours": trend.span // timedelta(hours=1),
        "mentions": trend.count.mentions,
        "usual": trend.baseline.usual,
        "factor": trend.factor,
        "outlets": trend.count.outlets,
        "stories": [f"S{story}" for story, _ in trend.count.stories],
    }


def _story_json(head: Head) -> dict[str, Any]:
    story = head.story
    return {
        "id": f"S{story.id}",
        "severity": story.severity,
        "opened": story.opened.isoformat(),
        "latest": story.latest.isoformat(),
        "articles": head.articles,
        "sources": list(head.sources),
        "keys": sorted(story.keys),
    }


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


def _error(status: int, message: str) -> web.Response:
    return _json(status, {"error": message})


def _json(status: int, data: Mapping[str, Any]) -> web.Response:
    return web.json_response(data, status=status, dumps=lambda one: json.dumps(one, ensure_ascii=False))
