"""Sentences of a document as words with their readings, and the mentions that are company in them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from watchlists.learning.respelling import Reading, readings
from watchlists.model import Document, Field, Mention
from watchlists.normalize import Token, is_arabic, letters, tokens
from watchlists.sentences import sentences

# So many sentences of a text, and words of a sentence, are looked at.
_SENTENCES, _WORDS = 200, 200
_REMEMBERED = 32_768


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence in all its readings, and whose mention covers it (None: nobody's)."""

    token: Token
    readings: tuple[Reading, ...]
    covered: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its words. `company` are the mentions in it; a title and the first sentence are one company."""

    field: Field
    text: str
    span: tuple[int, int]
    words: tuple[Word, ...]
    company: tuple[Mention, ...]


def passages(document: Document, mentions: Sequence[Mention]) -> Iterator[Passage]:
    """The title and the first sentences of a document in which these mentions stand."""
    spans = sentences(document.text)[:_SENTENCES]
    title = (0, len(document.title or ""))
    opening = [("title", title), *(("text", span) for span in spans[:1])]
    for name, text in document.fields():
        for span in [title] if name == "title" else spans:
            around = opening if (name, span) in opening else [(name, span)]
            company = tuple(one for one in mentions if any(_stands_in(one, *place) for place in around))
            yield Passage(name, text, span, _words(name, text, span, mentions), company)


def _stands_in(one: Mention, name: str, span: tuple[int, int]) -> bool:
    return one.field == name and span[0] <= one.start < span[1]


def _words(name: Field, text: str, span: tuple[int, int], mentions: Sequence[Mention]) -> tuple[Word, ...]:
    here = [one for one in mentions if _stands_in(one, name, span)]
    held = (token for token, _ in zip(tokens(text, *span), range(_WORDS), strict=False))
    return tuple(Word(token, _readings(token.text), _owner(token, here)) for token in held)


def _owner(token: Token, mentions: Sequence[Mention]) -> str | None:
    return next((one.entity for one in mentions if one.start < token.end and token.start < one.end), None)


@lru_cache(_REMEMBERED)
def _readings(word: str) -> tuple[Reading, ...]:
    seen = letters(word)
    return readings(seen) if is_arabic(seen) else ()
