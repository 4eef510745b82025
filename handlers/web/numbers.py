"""Numbers of lines, pages and entries as an address or a header writes them."""

LONGEST = 15
"""Digits: no id of a database is longer."""


def whole(given: str, digits: int = LONGEST) -> int | None:
    """A whole number of at most so many ASCII digits; None for anything else."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= digits else None
