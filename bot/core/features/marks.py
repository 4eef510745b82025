"""What an article leads to its story by, beside its keys."""

from itertools import islice, product

from bot.core.features.compared import Features
from bot.core.features.numbers import telling
from bot.core.minhash import Sketch
from bot.core.stems import rarest

# So many of the rarest words, and so many pairs of facts, lead to a story. Own choices.
_RAREST, _PAIRS = 8, 6
# A word in more than about thirty of the counted news items is no mark.
_RARE = 5.8


def marks_of(own: Features, read: Sketch) -> frozenset[str]:
    """The bands of the text, or of a short one its digest, its rarest words, and where or to how many people what was
    done."""
    rare = rarest(own.words - own.found, _RAREST, _RARE)
    pairs = [*product(sorted(own.places), sorted(own.events)), *product(sorted(telling(own.tolls)), sorted(own.events))]
    return read.bands.union(
        (f"t:{digest}" for digest in own.texts if not read.bands),
        (f"w:{word}" for word in rare),
        (f"f:{one}/{act}" for one, act in islice(pairs, _PAIRS)),
    )
