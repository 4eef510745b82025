"""Thanks, which are no command and get a short answer."""

from collections.abc import Sequence

from watchlists.normalize import key, words

_LONGEST = 60
_THANKS = frozenset(
    " ".join(map(key, phrase.split()))
    for phrase in (
        *(
            "thanks",
            "thank you",
            "thx",
            "ty",
            "thanks a lot",
            "many thanks",
            "thank you very much",
            "thank you so much",
        ),
        *("شكرا", "شكرا لك", "شكرا لكم", "شكرا جزيلا", "شكرا كثيرا", "ألف شكر", "مشكور", "مشكورين", "جزاك الله خيرا"),
    )
)


def is_thanks(typed: Sequence[str]) -> bool:
    """Whether this is thanks and nothing else, with whatever marks around it."""
    text = " ".join(typed)
    return len(text) <= _LONGEST and " ".join(map(key, words(text))) in _THANKS
