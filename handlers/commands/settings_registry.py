"""All settings of a chat, in the order in which they are shown. A new one is a file of this folder and a line here."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

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
from handlers.commands.settings_base import Setting
from watchlists.normalize import key

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


def close(word: str) -> list[Setting]:
    """The settings called by a similar word, the most similar first."""
    similar = get_close_matches(key(word.strip().casefold()), _words(), n=3, cutoff=0.6)
    return list(dict.fromkeys(_words()[one] for one in similar))


@cache
def _words() -> Mapping[str, Setting]:
    return {key(word): one for one in SETTINGS for word in (one.name, *one.words)}
