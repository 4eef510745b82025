"""Severities as people type them."""

from collections.abc import Mapping, Sequence
from typing import Final

from watchlists.model import SEVERITIES, Severity
from watchlists.normalize import key

_ARTICLE = "ال"
_WORDS: Final[Mapping[Severity, str]] = {
    "low": "منخفضة منخفض",
    "medium": "متوسطة متوسط",
    "high": "عالية عالي مرتفعة مرتفع",
    "critical": "حرجة حرج",
}
_SEVERITIES: Final = {key(word): name for name, words in _WORDS.items() for word in words.split()}
# What may stand beside it: `from high`, «شدة عالية فما فوق».
_BESIDE: Final = frozenset(
    map(
        key,
        "from at least min minimum severity level only and above or more up من شدة بشدة الشدة درجة فأعلى فما وما فوق"
        " على الأقل فقط".split(),
    )
)
# Longer than any of them.
_LONGEST = 30


def severity(text: str) -> Severity | None:
    """A severity by its English or Arabic name, with or without the article, for a feminine or a masculine noun."""
    plain = key(text.strip()) if len(text) <= _LONGEST else ""
    english = {str(one): one for one in SEVERITIES}
    return english.get(plain) or _SEVERITIES.get(plain) or _SEVERITIES.get(plain.removeprefix(_ARTICLE))


def without_severity(words: Sequence[str]) -> tuple[tuple[str, ...], Severity | None]:
    """Words without a severity at their end or their beginning, and that severity: `ISKP from high`, «عالية داعش».

    At the beginning one with a capital is a word of a name: `High Council`."""
    last = len(words)
    while last and key(words[last - 1]) in _BESIDE:
        last -= 1
    if last and (found := severity(words[last - 1])):
        return _trimmed(words[: last - 1]), found
    if words and words[0] == words[0].lower() and (found := severity(words[0])):
        return tuple(words[1:]), found
    return tuple(words), None


def _trimmed(words: Sequence[str]) -> tuple[str, ...]:
    """Without the words that led to a severity behind them."""
    last = len(words)
    while last and key(words[last - 1]) in _BESIDE:
        last -= 1
    return tuple(words[:last])
