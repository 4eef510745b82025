"""Reading JSON that others wrote, and writing JSON that others read."""

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from bot.core.errors import WireError

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_BOM = b"\xef\xbb\xbf"


class _Object(dict[str, Any]):
    """An object that remembers which of its names were written more than once."""

    repeated: frozenset[str] = frozenset()


def parse(text: str | bytes) -> Any:
    """The value of a JSON text (bytes are UTF-8); NaN and Infinity are None.

    Raises WireError that says what is wrong and how to mend it, also for what nests too deeply.
    """
    try:
        return json.loads(_decoded(text), object_pairs_hook=_object, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        raise WireError(f"not JSON: {error.msg} at column {error.colno}; write one object a line") from error
    except RecursionError as error:
        raise WireError("not usable: nested too deeply; an article is one flat object") from error
    except ValueError as error:  # a number of thousands of digits
        raise WireError("not usable: a number is too long; write it as a string") from error


def repeated(value: object) -> frozenset[str]:
    """The names that a parsed object holds more than once."""
    return value.repeated if isinstance(value, _Object) else frozenset()


def whole(body: str | bytes) -> Mapping[str, Any] | list[Any] | None:
    """The body as one value: an array, or an object over several lines. None when it has to be read by lines."""
    stripped = body.removeprefix(_MARK).strip() if isinstance(body, str) else body.removeprefix(_BOM).strip()
    opening = stripped[:1] if isinstance(stripped, str) else stripped[:1].decode("latin-1")
    if opening not in ("[", "{") or (opening == "{" and _starts_with_an_object(stripped)):
        return None
    try:
        value = parse(stripped)
    except WireError:
        return None
    return value if isinstance(value, list | _Object) else None


def lines(body: str | bytes) -> Iterator[tuple[int, str | bytes]]:
    """The lines of a body with their numbers from 1; only a line feed ends a line.

    U+2028 and the like may stand unescaped inside a JSON string, so `splitlines` would tear objects apart.
    """
    split: list[str] | list[bytes] = body.split("\n") if isinstance(body, str) else body.split(b"\n")
    yield from enumerate(split, 1)


def write(value: Mapping[str, Any]) -> str:
    """One line of JSON with readable Arabic; escaped as a whole only where UTF-8 cannot hold a character."""
    readable = json.dumps(value, ensure_ascii=False, allow_nan=False)
    try:
        readable.encode("utf-8")
    except UnicodeEncodeError:  # an unpaired surrogate
        return json.dumps(value, allow_nan=False)
    return readable


def _decoded(text: str | bytes) -> str:
    if isinstance(text, str):
        return text.removeprefix(_MARK)
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WireError(f"not UTF-8 (byte {error.start + 1}); save or send it as UTF-8") from error


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        names = sorted(name for name, _ in pairs)
        found.repeated = frozenset(one for one, other in pairwise(names) if one == other)
    return found


def _starts_with_an_object(body: str | bytes) -> bool:
    end = body.find("\n") if isinstance(body, str) else body.find(b"\n")
    try:
        return isinstance(parse(body if end < 0 else body[:end]), _Object)
    except WireError:
        return False
