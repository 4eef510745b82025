"""What an article or a story is compared by."""

from bot.core.features.compared import AGAIN, MOST_WORDS, ROUND_UP, Candidate, Features, outlet
from bot.core.features.numbers import telling
from bot.core.features.reading import features_of

__all__ = [
    "AGAIN",
    "MOST_WORDS",
    "ROUND_UP",
    "Candidate",
    "Features",
    "features_of",
    "outlet",
    "telling",
]
