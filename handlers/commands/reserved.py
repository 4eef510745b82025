"""Words that commands read otherwise than as a key: `ALL`, `7d`, `high`, `csv`; no new entry is called so."""

import re

from handlers.commands import parsing, registry
from watchlists.model import SEVERITIES

_NUMBERED = re.compile(r"[SATREHsatreh]?\d+")
_WORDS = frozenset(
    "all الكل here هنا me save list event entity chat category now off on until from before csv json yes no dup"
    " stories cancel none group inherit retry accept decline stop samples daily weekly".split()
)


def is_reserved(key: str) -> bool:
    """Whether a command would not find an entry by this key. In any case and with any digits."""
    word = parsing.plain_digits(key).casefold()
    if word in _WORDS or word in SEVERITIES or _NUMBERED.fullmatch(word):
        return True
    values = parsing.severity(word), parsing.length(word), parsing.weekday(word), parsing.time_of_day(word)
    return registry.named(word) is not None or any(one is not None for one in values)
