"""When a report is a new edition of an earlier one by the same outlet, though its address or id is another.

Nearly the same words, soon after, and nothing that tells of another happening: outlets fill the same words with another
place, party, number or date, and a wrong edition would hide a report, while a missed one only costs a line.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from rapidfuzz.distance import LCSseq

from bot.core.features import Features
from bot.core.identity import headlines_alike, identity_of
from bot.core.model import Article, Incoming
from bot.core.moulds import Said, contradict
from bot.core.open_stories import Placed

# An outlet mends a report within hours; what it writes daily in the same words comes a day later. Own choice.
EDITED_WITHIN: Final = timedelta(hours=18)
# The same words again within so long are the same article, listed once more. Own choice.
SAME_WITHIN: Final = timedelta(days=2)
MOST_READ: Final = 20
"""A report is compared with so many of its outlet in one story, the newest."""

# Of shorter texts too little is seen to tell an edition from the next report of the kind. Own choices, as those below.
_LEAST_WORDS: Final = 12
_NEARLY: Final = 0.85
_HELD: Final = 0.9
# A text that is more than so many times as long as before is the same article only under much the same headline.
_GROWN: Final = 2
_SAME_HEADLINE: Final = 0.5


def follows(new: Said, old: Said) -> bool:
    """Whether `new` is a later edition of `old`, or says the same again; never of another source's article."""
    if new.article.source != old.article.source:
        return False
    between = new.article.published - old.article.published
    if new.body == old.body and headlines_alike(new.article.title, old.article.title):
        return abs(between) <= SAME_WITHIN
    if between < timedelta(0):
        return False
    if _own_name(old.article) == new.article.identity:
        return True
    return between <= EDITED_WITHIN and _nearly(new, old) and not contradict(new, old)


def following(
    placed: Iterable[Placed], asked: Collection[tuple[int, str]], stored: Mapping[tuple[int, str], Sequence[Said]]
) -> dict[int, str]:
    """The identity that new articles take, by article id: of those of a batch that stand in an asked (story, source),
    held against what that source has `stored` there and against each other, in the order of publication."""
    heard = defaultdict(list, {pair: list(some) for pair, some in stored.items()})
    taken: dict[int, str] = {}
    for one in sorted(placed, key=lambda one: (one.article.published, one.article.id)):
        article, pair = one.article, (one.story_id, one.article.source)
        if pair not in asked:
            continue
        said = Said(article, one.features)
        earlier = heard[pair][-MOST_READ:] if article.edition == 1 else []
        old = next((old for old in reversed(earlier) if follows(said, old)), None)
        if old is not None:
            identity = taken.get(old.article.id, old.article.identity)
            if identity != article.identity:
                taken[article.id] = identity
        heard[pair].append(said)
    return taken


def _own_name(article: Article) -> str:
    """The identity that an article would have had by itself."""
    named = Incoming(article.source, article.text, article.external_id, article.title, article.url)
    return identity_of(named)


def _nearly(new: Said, old: Said) -> bool:
    """Nearly the same words in their order; or more of them, or fewer, and the rest unchanged."""
    mine, theirs = new.body, old.body
    if min(len(mine), len(theirs)) < _LEAST_WORDS:
        return False
    common = LCSseq.similarity(mine, theirs)
    if 2 * common >= _NEARLY * (len(mine) + len(theirs)):
        return True
    if common >= _HELD * len(theirs):
        return len(mine) <= _GROWN * len(theirs) or _share_a_headline(new.features, old.features)
    return common >= _HELD * len(mine) and len(theirs) <= _GROWN * len(mine)


def _share_a_headline(one: Features, other: Features) -> bool:
    mine, theirs = _headline(one), _headline(other)
    return len(mine & theirs) >= _SAME_HEADLINE * max(len(mine), len(theirs), 1)


def _headline(features: Features) -> frozenset[str]:
    """What the headline of a report says: stems and numbers."""
    return frozenset(word for line in features.headlines for word in line.partition("\t")[2].split())
