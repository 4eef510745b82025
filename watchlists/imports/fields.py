"""What the fields of all lists have in common: names with what is known of them, days, countries."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from babel import Locale

from watchlists.imports.records import ListedName, Quality
from watchlists.imports.wording import in_order, is_arabic, names_in, said

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def named(
    text: str, quality: Quality, person: bool, language: str | None = None, parts: tuple[str, ...] = ()
) -> Iterator[ListedName]:
    """The names that a field means, `parts` where it means one alone; a person's "family, given" is taken apart.

    Of several the first in its script is what somebody is called, the others are further names. A further name of a
    person that is one word is weak.
    """
    found = names_in(text, person)
    alone = found == (said(text),)
    called: set[bool] = set()
    for name in found:
        apart = parts if alone and parts else in_order(name) if person else ()
        sure = _sure(name, "strong" if quality == "name" and is_arabic(name) in called else quality, person)
        called.add(is_arabic(name))
        yield ListedName(name, sure, language or None, apart if len(apart) > 1 else ())


def _sure(name: str, quality: Quality, person: bool) -> Quality:
    return "weak" if person and quality == "strong" and len(name.split()) == 1 else quality


def day(text: str) -> date | None:
    """A day as lists write it: `2024-03-22` with or without a time, `22/03/2024` (day first), in any digits; None for
    all else."""
    text = _DIRECTION.sub("", text).strip()
    first, last = _YEAR_FIRST.match(text), _YEAR_LAST.match(text)
    try:
        if first is not None:
            return date(*map(int, first.groups()))
        return date(int(last[4]), int(last[3]), int(last[1])) if last is not None else date.fromisoformat(text[:10])
    except ValueError:
        return None


def first_day(*texts: str) -> date | None:
    """The earliest of some days; None where none is one."""
    return min(filter(None, map(day, texts)), default=None)


def country(code: str) -> str:
    """The English name of a country by its ISO code in any case; what is no code stays as it is."""
    return _countries().get(code.strip().upper()[:2], code) if len(code.strip()) in (2, 6) else code


@cache
def _countries() -> dict[str, str]:
    return {code: str(name) for code, name in Locale("en").territories.items() if len(code) == 2}
