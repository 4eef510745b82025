"""Where sentences end: at . ؟ ! … and at every line break, but not at the dot of a number or an abbreviation."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

_LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
_ENDS = "!?\N{ARABIC QUESTION MARK}\N{HORIZONTAL ELLIPSIS}\N{ARABIC FULL STOP}"
_CLOSERS = "\"'”’»)\\]}›"
_MARK = f"(?:[{_ENDS}]|\\.)"
# A run of ends with the quotes that close it, or a line break. Possessive, so that it stays linear.
_END = re.compile(f"{_MARK}++[{_CLOSERS}]*+|[{_LINE_BREAKS}]++")
# Every character that may end a sentence: where none of them stands, none ends.
MARKS = frozenset(_LINE_BREAKS + _ENDS + ".")
_RUNS = MARKS - frozenset(_LINE_BREAKS)
_TITLES = frozenset("mr mrs ms dr st gen col lt sgt capt maj gov sen rep prof jr sr vs no u.s u.k u.n e.g i.e".split())
_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z.]{0,11}$")
# A letter by itself, also the last of several: أ.د.
_ARABIC_INITIAL = re.compile(r"(?:^|[\s(«\".])و?[^\W\d_]$")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences in order, without the white space around them; empty ones are left out.

    The closing mark and the quotes after it belong to the sentence. Linear in the length of the text.
    """
    return tuple(_spans(text))


def sentence_around(text: str, place: int, marks: Sequence[int]) -> tuple[int, int]:
    """The one of `sentences` that holds the word at `place`; `marks` are the offsets of all `MARKS`, sorted.

    An empty span where there is no word after all.
    """
    at = bisect_left(marks, place)
    start, one = 0, at - 1
    while one >= 0 and not start:
        start, one = _ended(text, marks[one]), one - 1
    end, one = 0, at
    while one < len(marks) and not end:
        end, one = _ended(text, marks[one]), one + 1
    return next(_trimmed(text, start, end or len(text)), (start, start))


def clipped(text: str, low: int, high: int, place: int, marks: Sequence[int]) -> tuple[int, int]:
    """As much of the sentence that holds the word at `place` as lies from `low` to `high`, white space included.

    `marks` are the offsets of all `MARKS` there, sorted.
    """
    at = bisect_left(marks, place)
    before = (_ended(text, mark) for mark in reversed(marks[:at]))
    after = (_ended(text, mark) for mark in marks[at:])
    return max(low, next(filter(None, before), low)), min(high, next(filter(None, after), high))


def _ended(text: str, mark: int) -> int:
    """Where the sentence ends that this mark may end, or nought."""
    if text[mark] in _LINE_BREAKS:
        return mark + 1
    while mark > 0 and text[mark - 1] in _RUNS:
        mark -= 1
    found = _END.match(text, mark)
    assert found is not None, "a mark matches"
    return 0 if found.group() == "." and not _ends(text, mark) else found.end()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if found.group() == "." and not _ends(text, found.start()):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    bare = piece.strip()
    if bare and any(char.isalnum() for char in bare):
        left = start + len(piece) - len(piece.lstrip())
        yield left, left + len(bare)


def _ends(text: str, dot: int) -> bool:
    """Whether a single dot ends a sentence."""
    before, after = text[max(0, dot - 12) : dot], text[dot + 1 : dot + 2]
    if before[-1:].isdigit() and after.isdigit():
        return False
    latin = _LATIN_BEFORE.search(before)
    if latin is not None:
        return not (_is_latin(after) or len(latin.group()) == 1 or latin.group().casefold() in _TITLES)
    return not _ARABIC_INITIAL.search(before)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
