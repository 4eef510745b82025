"""The words around a mention."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from watchlists.context.words import lettered
from watchlists.normalize import words

_NEAR = 4
# Characters on each side of a mention that are looked at; and those among which the words next to it are.
FAR, _BESIDE = 200, 100
_BREAK = re.compile(r"[،؛,;:.!؟?()\[\]\-–—/|\n]")
_LAST_BREAK = re.compile(f".*{_BREAK.pattern}", re.DOTALL)
_QUOTES = "\"'«»“”„‹›‘’″"


@dataclass(frozen=True, slots=True)
class Around:
    """The words on both sides of a mention, the nearest first, up to the next mark that parts; and the text there.

    `quoted` says whether the mention alone stands between quotes, `beside` whether another watched name is joined
    to it.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sides: tuple[str, str] = ("", "")
    quoted: bool = False
    beside: str = ""

    @property
    def nearby(self) -> Iterator[str]:
        """All words of both sides, the nearest first."""
        left, right = self.sides
        return (lettered(word) for word in chain(reversed(words(left)), words(right)))


def around(text: str, sentence: tuple[int, int], span: tuple[int, int], beside: str = "") -> Around:
    """The words of a sentence around the mention at `span`; both are offsets into the text."""
    (start, end), (first, last) = sentence, span
    left, right = text[max(start, first - _BESIDE) : first], text[last : min(end, last + _BESIDE)]
    cut = _LAST_BREAK.match(left)
    before = words(left[cut.end() :] if cut else left)[: -_NEAR - 1 : -1]
    cut = _BREAK.search(right)
    after = words(right[: cut.start()] if cut else right)[:_NEAR]
    quoted = text[first - 1 : first] in _QUOTES and text[last : last + 1] in _QUOTES
    sides = text[max(start, first - FAR) : first], text[last : min(end, last + FAR)]
    return Around(_seen(before), _seen(after), sides, quoted and first > 0 and last < len(text), beside)


def _seen(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(lettered, found))
