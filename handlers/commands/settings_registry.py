"""All settings of a chat, in the order in which they are shown. A new one is a file of this folder and a line here."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache

from bot.core.language import LANGUAGES
from handlers.commands import (
    settings_digest,
    settings_digits,
    settings_empty,
    settings_interval,
    settings_language,
    settings_months,
    settings_quiet,
    settings_repeat,
    settings_severity,
    settings_summary,
    settings_timezone,
    settings_trends,
)
from handlers.commands.base import Desk
from handlers.commands.settings_base import Setting
from watchlists.normalize import key

_LONGEST_TITLE = 6

SETTINGS: tuple[Setting, ...] = (
    settings_language.SETTING,
    settings_timezone.SETTING,
    settings_digits.SETTING,
    settings_months.SETTING,
    settings_severity.SETTING,
    settings_quiet.SETTING,
    settings_digest.SETTING,
    settings_summary.SETTING,
    settings_empty.SETTING,
    settings_trends.SETTING,
    settings_interval.SETTING,
    settings_repeat.SETTING,
)


def called(word: str) -> Setting | None:
    """The setting that is called by a word, in any case and usual spelling; None when there is none."""
    return _words().get(key(word.strip().casefold()))


def titled(words: Sequence[str], desk: Desk) -> tuple[Setting, int] | None:
    """The setting whose title of several words, in either language, a text begins with («ساعات الهدوء من ١٠ مساء إلى
    ٧ صباحا»), and of how many words it is."""
    titles = _titles(desk)
    plain = [key(word.casefold()) for word in words[:_LONGEST_TITLE]]
    for taken in range(len(plain), 1, -1):
        if (setting := titles.get(" ".join(plain[:taken]))) is not None:
            return setting, taken
    return None


def close(word: str) -> list[Setting]:
    """The settings called by a similar word, the most similar first."""
    similar = get_close_matches(key(word.strip().casefold()), _words(), n=3, cutoff=0.6)
    return list(dict.fromkeys(_words()[one] for one in similar))


def _titles(desk: Desk) -> Mapping[str, Setting]:
    """Titles of several words in every language, folded."""
    titles = [(one.title(texts), one) for texts in map(desk.languages, LANGUAGES) for one in SETTINGS]
    return {" ".join(key(word.casefold()) for word in said.split()): one for said, one in titles if " " in said}


@cache
def _words() -> Mapping[str, Setting]:
    return {key(word): one for one in SETTINGS for word in (one.name, *one.words)}
