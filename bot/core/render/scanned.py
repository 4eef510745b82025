"""The answer to what was sent in: what of the watchlists stands in it, in which words, and whether it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.language import Texts
from bot.core.message import Block, Button, Message, Span, block, bold
from bot.core.model import Reading, Taken
from bot.core.render.headline import article_title, headline
from bot.core.render.matches import MOST, match_lines
from bot.core.render.reasons import reason_words
from bot.core.render.words import ICONS, names, quoted
from bot.core.scoring import severity_of
from bot.core.submission import Problem
from watchlists.model import Watchlists

# With several articles in one answer, each shows fewer matches.
_FEW = 3
_ARTICLES_SHOWN = 6
_NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stored article stands: its story and the last alert of that, where there are any."""

    story_id: int | None = None
    alert_id: int | None = None


@dataclass(frozen=True, slots=True)
class Scanned:
    """An article with what was found in it; `place` is None where it is not stored."""

    reading: Reading
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ScanView:
    """Everything that was read in one submission, by its number, and what of it could not be read."""

    number: int
    found: Sequence[Scanned]
    problems: Sequence[Problem]
    watchlists: Watchlists
    timezone: str = "UTC"


def scanned_message(view: ScanView, texts: Texts) -> Message:
    """What an analyst wants to know of each article, and a button that stores them."""
    most = MOST if len(view.found) == 1 else _FEW
    blocks = [line for one in view.found[:_ARTICLES_SHOWN] for line in _article(one, view, texts, most)]
    left = len(view.found) - _ARTICLES_SHOWN
    if left > 0:
        blocks.append(block(texts.count("and {n} more report", "and {n} more reports", left), shape="item"))
    blocks += [problem_line(one, texts) for one in view.problems]
    new = any(one.place is None for one in view.found)
    buttons = ((Button(texts.say("Store"), f"/keep {view.number}"),),) if new else ()
    return Message(tuple(blocks), texts.language, buttons)


def problem_line(problem: Problem, texts: Texts) -> Block:
    """What could not be read, and why."""
    reason = reason_words(problem.reason, texts)
    if not problem.what:
        return block(texts.say("I could not read it: {reason}", reason=reason))
    return block(texts.say("I could not read {what}: {reason}", what=quoted(problem.what, 120), reason=reason))


def kept_message(stored: Sequence[tuple[Taken, Place]], texts: Texts, *, old: bool) -> Message:
    """What became of the articles of one submission that were to be stored; `old` where no alert speaks of them."""
    lines = [block(_kept(taken, place, texts)) for taken, place in stored]
    if old:
        lines.append(block(texts.say("It is older than three days, so no alert speaks of it."), shape="footer"))
    return Message(tuple(dict.fromkeys(lines)), texts.language)


def stored_line(place: Place, texts: Texts) -> str:
    """That an article is stored already, and where it stands."""
    if place.story_id is None:
        return texts.say("It is stored already.")
    if place.alert_id is None:
        return texts.say("It is stored already, in story {story}.", story=f"S{place.story_id}")
    story, alert = f"S{place.story_id}", f"A{place.alert_id}"
    return texts.say("It is stored already, in story {story}; alert {alert} told of it.", story=story, alert=alert)


def _kept(taken: Taken, place: Place, texts: Texts) -> str:
    if taken.outcome == "duplicate":
        return stored_line(place, texts)
    if place.story_id is None:
        return texts.say("Stored. Nothing of the watchlists was found in it, so it is in no story.")
    return texts.say("Stored in story {story}.", story=f"S{place.story_id}")


def _article(one: Scanned, view: ScanView, texts: Texts, most: int) -> list[Block]:
    reading, watchlists = one.reading, view.watchlists
    lines = [*_head(reading, view, texts), *_named(reading, watchlists, texts)]
    lines += match_lines(reading, watchlists, texts, most)
    lines.append(block(texts.say("Language: {name}", name=_language(reading.findings.language, texts)), shape="footer"))
    if one.place:
        lines.append(block(stored_line(one.place, texts)))
    return lines


def _head(reading: Reading, view: ScanView, texts: Texts) -> list[Block]:
    article = reading.article
    when = texts.when(article.published, view.timezone)
    source = texts.say(" — {source}, {when}", source=quoted(article.source, 60), when=when)
    title = block(Span(article_title(reading), url=article.url), source)
    if not reading.findings:
        return [block(bold(texts.say("Nothing of the watchlists was found.")), shape="heading"), title]
    icon = ICONS[severity_of(reading.findings, view.watchlists)]
    return [block(f"{icon} ", bold(headline(reading, view.watchlists, texts)), shape="heading"), title]


def _named(reading: Reading, watchlists: Watchlists, texts: Texts) -> list[Block]:
    found = list(dict.fromkeys(mention.entity for mention in reading.findings.mentions))
    if not found:
        return []
    return [block(texts.say("Named: {names}", names=names(found[:_NAMES_SHOWN], watchlists, texts)))]


def _language(code: str, texts: Texts) -> str:
    known = {
        "ar": texts.say("Arabic"),
        "en": texts.say("English"),
        "fa": texts.say("Persian"),
        "ur": texts.say("Urdu"),
        "ps": texts.say("Pashto"),
        "ckb": texts.say("Sorani Kurdish"),
        "und": texts.say("unknown"),
    }
    return known.get(code, code)


# Own reasons, as `reason_words` knows them.
CRASHED = "something went wrong on my side"
TOO_SLOW = "it took too long"
EMPTY = "no text was found in it"
