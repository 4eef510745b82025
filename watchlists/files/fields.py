"""Reading single values of a watchlist file: each wrong one is noted with its line, and the reading goes on."""

import calendar
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from rapidfuzz import process

from watchlists.files.errors import WatchlistError
from watchlists.files.nodes import Node
from watchlists.normalize import letters, words

_T = TypeVar("_T")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_KINDS = {
    "str": "text", "map": "a map", "seq": "a list", "int": "a number", "float": "a number", "bool": "true or false",
    "null": "nothing", "timestamp": "a date",
}  # fmt: skip
_LONGEST = 10_000
_KEY = re.compile(r"[\w-]+")
# How alike a word must be to be the one that is meant, of a hundred; so many others are named. Own choice.
_NEAR, _SHOWN = 70.0, 12


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Reads the values of one file and collects what is wrong with them."""

    path: Path
    errors: list[WatchlistError] = field(default_factory=list)

    def fault(self, node: Node, message: str, hint: str = "") -> None:
        """Note a fault at the line of a value."""
        self.errors.append(WatchlistError(self.path, node.line, message, hint))

    def fields(self, node: Node, what: str, known: Collection[str], required: Collection[str]) -> Mapping[str, Node]:
        """The values of a map by field name; unknown, repeated and missing fields are noted."""
        if node.kind != "map":
            self.fault(node, f"{what} must be a map, found {named(node)}", f"write {next(iter(known))}: … and so on")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.pairs():
            self._field(key, what, known, found)
            found.setdefault(key.scalar, value)
        for name in required:
            if name not in found:
                self.fault(node, f"{what} has no {name}", f"add {name}: …")
        return {name: value for name, value in found.items() if name in known}

    def _field(self, key: Node, what: str, known: Collection[str], found: Mapping[str, Node]) -> None:
        name = key.scalar
        if name in found:
            self.fault(key, f"{what} has {name} twice", "keep one of them")
        elif name not in known:
            self.fault(key, f"{what} has an unknown field {name!r}", closest(name, known))

    def text(self, node: Node | None, what: str) -> str:
        """A text that is not empty; '' where it is wrong or absent."""
        if node is None:
            return ""
        if node.kind != "str":
            quoted = f'write "{node.scalar}" in quotes' if node.scalar else "write a text"
            self.fault(node, f"{what} must be text, found {named(node)}", quoted)
            return ""
        if not node.scalar.strip():
            self.fault(node, f"{what} is empty", "write the words or remove the line")
        if len(node.scalar) > _LONGEST:
            self.fault(node, f"{what} is longer than {_LONGEST} characters", "shorten it")
            return ""
        return node.scalar.strip()

    def version(self, node: Node | None) -> None:
        """Note a version of the format that is not known."""
        if node is not None and (node.kind != "int" or node.scalar != "1"):
            self.fault(node, f"version {node.scalar or 'this'} is not known", "write version: 1")

    def key(self, node: Node | None, what: str) -> str:
        """A name of one word; '' where it is absent."""
        key = self.text(node, what)
        if node is not None and key and not _KEY.fullmatch(key):
            self.fault(node, f"{what} {key!r} may hold letters, digits, _ and - only", "shorten it to one word")
        return key

    def phrase(self, node: Node | None, what: str) -> str:
        """A text that holds at least one word."""
        text = self.text(node, what)
        if node is not None and text and not any(letters(word) for word in words(text)):
            self.fault(node, f"{what} {text!r} holds no word", "write at least one letter")
            return ""
        return text

    def many(self, node: Node | None, what: str, read: Callable[[Node], _T]) -> tuple[_T, ...]:
        """Each value of a list; nothing for an absent one."""
        if node is None:
            return ()
        if node.kind != "seq":
            self.fault(
                node, f"{what} must be a list, found {named(node)}", "write [one, two] or a line with - for each"
            )
            return ()
        return tuple(read(one) for one in node.items())

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of texts without the wrong ones."""
        return tuple(filter(None, self.many(node, what, lambda one: self.text(one, f"a value of {what}"))))

    def phrases(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of texts that hold words."""
        return tuple(filter(None, self.many(node, what, lambda one: self.phrase(one, f"a value of {what}"))))

    def choice(self, node: Node | None, what: str, choices: Mapping[str, _T], default: _T) -> _T:
        """One of some words; the default where it is absent or wrong."""
        if node is None:
            return default
        if node.kind not in ("str", "bool") or node.scalar not in choices:
            self.fault(node, f"{what} cannot be {node.scalar or named(node)!r}", closest(node.scalar, choices))
            return default
        return choices[node.scalar]

    def switch(self, node: Node | None, what: str, *, default: bool) -> bool:
        """true or false, also written on and off, yes and no."""
        words_of = {"true": True, "false": False, "on": True, "off": False, "yes": True, "no": False}
        if node is None:
            return default
        if node.kind not in ("str", "bool") or node.scalar.casefold() not in words_of:
            self.fault(node, f"{what} cannot be {node.scalar or named(node)!r}", "write true or false")
            return default
        return words_of[node.scalar.casefold()]

    def number(self, node: Node | None, what: str, least: float, most: float) -> float | None:
        """A number between two bounds; None where it is absent or wrong."""
        if node is None:
            return None
        if node.kind not in ("int", "float") or not _is_between(node.scalar, least, most):
            self.fault(node, f"{what} must be a number from {least:g} to {most:g}", f"write {what}: {most:g}")
            return None
        return float(node.scalar)

    def day(self, node: Node | None, what: str, *, last: bool = False) -> date | None:
        """`YYYY-MM-DD`, `YYYY-MM` or `YYYY`: the first day of it, or the last."""
        if node is None:
            return None
        try:
            return _day(node.scalar, last=last)
        except ValueError:
            self.fault(node, f"{what} is no date: {node.scalar or named(node)!r}", "write it as 2024-03-22")
            return None

    def by_language(self, node: Node | None, what: str) -> dict[str, str]:
        """A map of language codes to texts, with at least one."""
        if node is None:
            return {}
        if node.kind != "map" or not node.pairs():
            self.fault(node, f"{what} must give a text for a language", f"write {what}: {{ar: …, en: …}}")
            return {}
        found: dict[str, str] = {}
        for key, value in node.pairs():
            self._language(key, what, found)
            found[key.scalar] = self.phrase(value, f"{what} in {key.scalar}")
        return found

    def _language(self, key: Node, what: str, found: Collection[str]) -> None:
        if key.scalar in found:
            self.fault(key, f"{what} has {key.scalar} twice", "keep one of them")
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", key.scalar):
            self.fault(key, f"{what} has an unknown language {key.scalar!r}", "use a code such as ar, en, fa, ur")


def closest(name: str, known: Collection[str]) -> str:
    """A hint: the known word that looks like `name`, else all of them, or the first few of many."""
    words = [one for one in known if one]
    near = process.extractOne(name, words, score_cutoff=_NEAR)
    if near:
        return f"did you mean {near[0]}?"
    return f"one of {', '.join(words[:_SHOWN])}{', …' if len(words) > _SHOWN else ''}" if words else "there is none"


def named(node: Node) -> str:
    """What kind of value stands there, for a person."""
    return _KINDS.get(node.kind, f"the tag {node.kind}")


def _is_between(written: str, least: float, most: float) -> bool:
    try:
        return least <= float(written) <= most
    except ValueError:
        return False


def _day(written: str, *, last: bool) -> date:
    found = _DATE.fullmatch(written)
    if found is None:
        raise ValueError(written)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    month = month or (12 if last else 1)
    date(year, month, 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
