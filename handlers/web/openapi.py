"""What the HTTP server answers to programs, as an OpenAPI description at /openapi.json. The console's pages are for
people and not in it; nor is what platforms post, which they describe themselves."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

import bot
from handlers.web.openapi_schemas import SCHEMAS

PATH = "/openapi.json"
_LONGEST = 10**15 - 1
_SINCE = (
    "A length before now such as `24h`, `7d` or `2w`, or a time in ISO 8601; a time without a zone is UTC. "
    "Empty is the same as none."
)


def add_to(app: web.Application) -> None:
    """Add the route."""

    async def answer(_request: web.Request) -> web.Response:
        return web.json_response(description())

    app.router.add_get(PATH, answer)


def description() -> Mapping[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rasid",
            "version": bot.__version__,
            "description": "Articles in; what was found in them, and how the bot is, out.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": _PATHS,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "The value of RASID_API_TOKEN."}
            },
        },
    }


def _json(said: str, schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": said, "content": content}


def _text(said: str) -> dict[str, Any]:
    return {"description": said, "content": {"text/plain": {"schema": {"type": "string"}}}}


def _again(answer: Mapping[str, Any]) -> dict[str, Any]:
    wait = {"description": "Seconds after which to try again.", "schema": {"type": "integer"}}
    return {**answer, "headers": {"Retry-After": wait}}


def _get(name: str, said: str, answers: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"get": {"operationId": name, "summary": said, "responses": {**answers, "400": _UNREADABLE}, **more}}


def _parameter(name: str, said: str, schema: Mapping[str, Any], example: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": said, "schema": schema, "example": example}


_UNREADABLE = _text("The request is no HTTP that can be read.")
_API: dict[str, Any] = {
    "401": {
        **_json("The token is missing or wrong.", "Error"),
        "headers": {"WWW-Authenticate": {"description": "How to send it.", "schema": {"const": "Bearer"}}},
    },
    "503": _again(_json("The database does not answer; nothing was stored that is not said to be.", "Error")),
}
_OFF = _json("The API is off, since RASID_API_TOKEN is not set.", "Error")
_SECURE: Sequence[Mapping[str, Any]] = [{"token": []}]
_NUMBER = {"type": "integer", "minimum": 1, "maximum": _LONGEST}

_PATHS: Mapping[str, Any] = {
    "/healthz": _get("health", "Whether the process answers", {"200": _json("It does.", "Health")}),
    "/readyz": _get(
        "readiness",
        "Whether the database and every part work",
        {
            "200": _json("They do; or all is done, if later (degraded).", "Ready"),
            "503": _json("Something does not, and why.", "NotReady"),
        },
    ),
    "/metrics": _get(
        "metrics",
        "Figures for Prometheus",
        {"200": _text("In the text format of Prometheus; without those of the database where that does not answer.")},
    ),
    PATH: _get(
        "description",
        "This description",
        {"200": {"description": "OpenAPI 3.1.", "content": {"application/json": {"schema": {"type": "object"}}}}},
    ),
    "/api/articles": {
        "post": {
            "operationId": "sendArticles",
            "summary": "Send articles in",
            "description": (
                "One article as a JSON object, an array of them, or JSON Lines with one a line. The body may be packed "
                "(Content-Encoding gzip, deflate or br). Those that are usable are stored, whatever the others are. "
                "The same article again is a duplicate; with another text it is a new edition."
            ),
            "security": _SECURE,
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Article"}}},
            },
            "responses": {
                "202": _json("At least one is stored or known.", "Taken"),
                "400": _json("The body is broken off, or not packed as its Content-Encoding says.", "Error"),
                "404": _OFF,
                "413": _json("The body, or each of its articles, is too large.", "TooLarge"),
                "422": _json("No article is usable.", "Taken"),
                **_API,
            },
        }
    },
    "/api/matches": _get(
        "matches",
        "Stored articles in which something was found, newest first",
        {
            "200": _json("One page; `next` is the `after` of the page behind it.", "Matches"),
            "404": _OFF,
            "422": _json("A parameter is not usable, or there is no such entity.", "Error"),
            **_API,
        },
        security=_SECURE,
        parameters=[
            _parameter("entity", "A key or an alias; none: all.", {"type": "string"}, "ISKP"),
            _parameter("since", _SINCE, {"$ref": "#/components/schemas/Since"}, "24h"),
            _parameter("limit", "How many; above 200 is 200.", {**_NUMBER, "default": 50}, 10),
            _parameter("after", "Behind this one, by a page's `next`.", _NUMBER, 17),
        ],
    ),
    "/api/status/{key}": _get(
        "status",
        "How an entity or event stands",
        {"200": _json("Now against the usual.", "Status"), "404": _json("No such entity, or the API is off.", "Error")}
        | _API,
        security=_SECURE,
        parameters=[
            {
                "name": "key",
                "in": "path",
                "required": True,
                "description": "A key or an alias of an entity or event.",
                "schema": {"type": "string", "minLength": 1},
                "example": "ISKP",
            }
        ],
    ),
}
