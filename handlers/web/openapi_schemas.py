"""The shapes of what programs send and get, as JSON Schema; the fields are those of `bot.core.wire` and `exporting`."""

from collections.abc import Mapping
from typing import Any, Final, get_args

from watchlists.model import SEVERITIES, Status

# A letter, a digit, a sign: anything but blanks.
_FILLED: Final = r"[^\s\x00-\x1f\x85\u180e\u200b\ufeff]"
_STRING: Final = {"type": "string"}
_STRING_OR_NULL: Final = {"type": ["string", "null"]}
_WHOLE: Final = {"type": "integer", "minimum": 0}
_WHOLE_OR_NULL: Final = {"type": ["integer", "null"], "minimum": 0}
_TIME: Final = {"type": "string", "format": "date-time"}
_KEYS: Final = {"type": "array", "items": _STRING}


def _object(**properties: Any) -> dict[str, Any]:
    """With all of them, and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _words(said: str, **schema: Any) -> dict[str, Any]:
    return {"description": said, **schema}


_SPAN: Final = _words(
    "Unicode code points into the field, end exclusive.", type="array", items=_WHOLE, minItems=2, maxItems=2
)
_PLACED: Final = {
    "text": _words("What stands there.", **_STRING),
    "field": {"enum": ["title", "text"]},
    "start": _words("Unicode code points into the field.", **_WHOLE),
    "end": _words("Exclusive.", **_WHOLE),
    "score": {"type": "number", "minimum": 0, "maximum": 100},
    "how": _words("What differs from the alias, as codes; empty for the same letters.", **_KEYS),
}
_REJECTED: Final = {
    "type": "array",
    "items": _object(line=_words("From 1.", type="integer", minimum=1), error=_STRING),
}
_TAKEN: Final = _object(accepted=_WHOLE, duplicates=_WHOLE, rejected=_REJECTED)
_ERROR: Final = _object(error=_words("One sentence that says what is wrong and how to mend it.", **_STRING))
_PACE: Final = _object(
    mentions=_WHOLE,
    usual=_words("null where the store does not reach back far enough.", type=["number", "null"]),
    factor=_words("Times the usual.", type=["number", "null"]),
)
_HEAD: Final = _object(
    id=_STRING, title=_STRING_OR_NULL, url=_STRING_OR_NULL, source=_STRING, published=_TIME, story=_STRING_OR_NULL
)
_REASONS: Final = _words("By part.", type="object", minProperties=1, additionalProperties=_STRING)

SCHEMAS: Final[Mapping[str, Any]] = {
    "Error": _ERROR,
    "Health": _object(status={"const": "ok"}),
    "Ready": {
        "anyOf": [
            _object(status={"const": "ready"}, reasons={"type": "object", "maxProperties": 0}),
            _object(status={"const": "degraded"}, reasons=_REASONS),
        ]
    },
    "NotReady": _object(status={"const": "not ready"}, reasons=_REASONS),
    "Since": {
        "type": "string",
        "anyOf": [{"pattern": "^$"}, {"pattern": r"^[1-9][0-9]{0,2}[hd]$"}, {"format": "date-time"}],
    },
    "Article": {
        "type": "object",
        "properties": {
            "id": _words(
                "Its own at its source; with the source it says which article this is.",
                type=["string", "number", "null"],
            ),
            "title": _STRING_OR_NULL,
            "text": _words("May be empty where there is a title.", **_STRING),
            "url": _words("Says which article this is, before `id`.", **_STRING_OR_NULL),
            "source": _words("The outlet.", **_STRING_OR_NULL),
            "published": _words(
                "ISO 8601 or RFC 2822; UTC where it has no zone.",
                anyOf=[{"type": "string", "format": "date-time"}, {"enum": ["", None]}],
            ),
        },
        "required": ["text"],
        "anyOf": [
            {"properties": {"text": {"type": "string", "pattern": _FILLED}}},
            {"properties": {"title": {"type": "string", "pattern": _FILLED}}, "required": ["title"]},
        ],
        "example": {
            "id": "2026-1",
            "title": "Blast in Kandahar",
            "text": "ISIS-K carried out a suicide bombing in Kandahar that killed 21 people.",
            "source": "example.org",
            "published": "2026-03-05T08:00:00+00:00",
        },
    },
    "Taken": _TAKEN,
    "TooLarge": {"anyOf": [_TAKEN, _ERROR]},
    "Mention": _object(entity=_STRING, alias=_STRING, **_PLACED),
    "Event": _object(
        event=_STRING,
        phrase=_STRING,
        **_PLACED,
        status={"enum": list(get_args(Status))},
        actors=_words("Who did it, by key.", **_KEYS),
        targets=_words("To whom, by key.", **_KEYS),
        about=_words("The act that a plot, claim, denial or threat speaks of.", **_STRING_OR_NULL),
        places={"type": "array", "items": _object(text=_STRING, entity=_STRING_OR_NULL)},
        killed=_WHOLE_OR_NULL,
        injured=_WHOLE_OR_NULL,
        arrested=_WHOLE_OR_NULL,
        count=_words("Happenings that the phrase itself counts.", **_WHOLE_OR_NULL),
        figures={
            "type": "array",
            "items": _object(of=_STRING, text=_STRING, min=_WHOLE_OR_NULL, max=_WHOLE_OR_NULL),
        },
        when=_words("`2024-03-22`, `2024-03` or `2024`.", **_STRING_OR_NULL),
        sentence=_SPAN,
        cameo=_STRING_OR_NULL,
        acled=_STRING_OR_NULL,
    ),
    "Match": _object(
        article=_HEAD,
        text=_STRING,
        language=_STRING_OR_NULL,
        mentions=_list("Mention"),
        events=_list("Event"),
        summary=_STRING_OR_NULL,
        summary_sentences={"type": "array", "items": _SPAN},
        headline={"type": ["object", "null"], "additionalProperties": _STRING_OR_NULL},
    ),
    "Matches": _object(matches=_list("Match"), next=_STRING_OR_NULL),
    "Pace": _PACE,
    "Story": _object(
        id=_STRING,
        severity={"enum": list(SEVERITIES)},
        opened=_TIME,
        latest=_TIME,
        articles=_WHOLE,
        sources=_KEYS,
        keys=_KEYS,
    ),
    "Trend": {
        **_object(
            id=_STRING,
            found=_TIME,
            hours=_WHOLE,
            mentions=_WHOLE,
            usual={"type": "number"},
            factor={"type": "number"},
            outlets=_WHOLE,
            stories=_KEYS,
        ),
        "type": ["object", "null"],
    },
    "Status": _object(
        entity=_STRING,
        windows={"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Pace"}},
        stories=_list("Story"),
        named_with={"type": "array", "items": _object(entity=_STRING, articles=_WHOLE)},
        muted=_WHOLE,
        trend={"$ref": "#/components/schemas/Trend"},
    ),
}
