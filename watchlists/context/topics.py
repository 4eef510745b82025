"""What the topic of a sentence says: arms or sport."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from watchlists import context_words as listed
from watchlists.context.evidence import Evidence
from watchlists.context.named import Named
from watchlists.context.surroundings import Around
from watchlists.context.words import REMEMBERED, folded
from watchlists.model import Entity
from watchlists.normalize import safe


def on_topic(named: Named, held: Around) -> Iterator[Evidence]:
    """Words of a match against words of arms, anywhere in the sentence."""
    told = [(word, _topic_of(word)) for word in held.nearby]
    arms = [word for word, topic in told if topic == "security"]
    sport = list(dict.fromkeys(word for word, topic in told if topic == "sport"))
    if arms:
        yield Evidence(min(20, 10 * len(set(arms))), arms[0])
    if not sport:
        return
    beside = next((word for word in held.before[:1] if safe(word) in folded(listed.BESIDE_SPORT)), "")
    heavy = (beside or len(sport) > 1) and not arms and says_group(named.entity)
    yield Evidence(-60 if heavy else -10, beside or sport[0])


@lru_cache(REMEMBERED)
def _topic_of(word: str) -> str:
    key = safe(word)
    return "security" if key in folded(listed.SECURITY) else "sport" if key in folded(listed.SPORT) else ""


def says_group(entity: Entity) -> bool:
    """Whether one of an entity's names says that it is a group or a party, hence no sports club."""
    return any(_group_words().search(alias.text.casefold()) for alias in entity.spellings)


@cache
def _group_words() -> re.Pattern[str]:
    return re.compile("".join(listed.SAYS_GROUP.split()))
