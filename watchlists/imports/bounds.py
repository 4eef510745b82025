"""How much of a list is read, and what is said where it is more."""

from dataclasses import dataclass

from watchlists.imports.records import ListImportError


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a list is read: bytes of the file, and entries.

    512 MB: the largest list that an authority publishes, OFAC's advanced one, has more than 100 MB. 50,000 entries:
    OFAC's whole list has some 20,000, and what is watched is compiled as a whole, in memory, at every start.
    """

    bytes: int = 512 * 1024 * 1024
    entries: int = 50_000


LIMITS = Limits()


def bounded(count: int, line: int, most: int = LIMITS.entries, what: str = "entries") -> None:
    """Raises `ListImportError` where one more than `count` is more than a list may have."""
    if count >= most:
        hint = "take a list of one programme or topic, or leave out what you do not watch"
        raise ListImportError(line, f"a list may have {most:,} {what}, and here is one more", hint)


def taken(number: str, line: int, earlier: int) -> ListImportError:
    """What is said of two entries with one id."""
    return ListImportError(line, f"the id {number} is taken by line {earlier}", "leave one of the two")
