"""Spellings of watched names that are not in the lists, as they are seen in the news: when one is worth an offer. Pure.

near misses -> sightings, the newest of a form -> those in different texts -> a further alias, with what it would bring
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Self

from bot.core.model import Article
from watchlists.files.writing import plain_alias
from watchlists.learning.near import NearMiss
from watchlists.model import Alias
from watchlists.normalize import ARTICLE

LEAST: Final = 3
"""A spelling is offered when it stood in so many different texts. The outlets are told and not counted: what one outlet
alone spells so is missed in all its reports, and many bots read one."""
KEPT: Final = 8
"""So many of its sightings are kept, the newest."""
KEEP: Final = timedelta(days=60)
"""So long a sighting counts, by the day of its article. Own choice."""
A_DAY: Final = 3
"""No more offers a day: each is read by somebody. Own choice."""
SOURCE: Final = "seen in the news"
"""What stands as the source of an alias that was accepted."""

# An entity is company of another one that is named with it in a third of its articles, in three at least, and three
# times as often as chance would have it. Own choices.
_SHARE, _TOGETHER, _LIFT, _MEMBER = 3, 3, 3, 2
_AROUND: Final = 100
_SAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Sighting:
    """A near miss as it is kept: in which article, in which words, and when that was published."""

    key: str
    form: str
    article_id: int
    alias: str
    text: str
    sentence: str
    beside: tuple[str, ...]
    seen: datetime


@dataclass(frozen=True, slots=True)
class Gain:
    """What a further alias would bring: it stood in so many different `texts` of so many `outlets`; of so many stored
    `articles` of the last `days` it would be `found` in some where its entity was not. `samples` quote the sentences,
    `beside` what stood there with it. `ordinary` says that it is an ordinary word, too, `also` whose alias it is."""

    texts: int
    outlets: int
    articles: int
    found: int
    days: int
    samples: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    ordinary: bool = False
    also: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain data; `from_dict` is its inverse."""
        names = ("texts", "outlets", "articles", "found", "days", "ordinary", "also")
        held = {name: getattr(self, name) for name in names}
        return {**held, "samples": list(self.samples), "beside": list(self.beside)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """What `as_dict` was made from."""
        return cls(**{**data, "samples": tuple(data["samples"]), "beside": tuple(data["beside"])})


def sighting(near: NearMiss, article: Article) -> Sighting:
    """What is kept of a near miss in an article: of a long sentence the words around it."""
    held = article.title or "" if near.field == "title" else article.text
    start, end = max(near.sentence[0], near.start - _AROUND), min(near.sentence[1], near.end + _AROUND)
    quoted = " ".join(held[start:end].split())
    return Sighting(near.key, near.form, article.id, near.alias, near.text, quoted, near.beside, article.published)


def is_company(together: int, its: int, own: int, every: int, *, member: bool = False) -> bool:
    """Whether an entity named in `its` articles is company of one named in `own`, of `every` article with a match. A
    person may be a `member` of an organization: chance is no matter then, as it is named in every article of some
    stores, but half of what is told of the person names it."""
    if member and together >= max(_TOGETHER, its / _MEMBER):
        return True
    return together >= max(_TOGETHER, its / _SHARE) and together * every >= _LIFT * its * own


def by_worth(gain: Gain) -> tuple[bool, int, int]:
    """A sort key: first what nothing speaks against, then what brings most, then what stood in most texts."""
    return gain.ordinary or gain.also is not None, -gain.found, -gain.texts


def written(seen: Sequence[Sighting]) -> tuple[str, str]:
    """How a form is written, and the alias that it nearly is: both as most of its sightings have them."""
    return Counter(one.text for one in seen).most_common(1)[0][0], Counter(one.alias for one in seen).most_common(1)[0][
        0
    ]


def samples(seen: Sequence[Sighting]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sentences that show a form, each once, and what stood beside it most often."""
    beside = Counter(word for one in seen for word in one.beside)
    shown = tuple(dict.fromkeys(one.sentence for one in seen))[:_SAMPLES]
    return shown, tuple(word for word, _ in beside.most_common(_SAMPLES))


def further(alias: Alias, text: str) -> Alias:
    """The alias that a new spelling becomes: under the conditions of the one that it nearly is.

    It has no misspellings of its own: a misspelling of a misspelling is another word.
    """
    return Alias(
        text,
        match="inflected",
        definite=alias.definite and text.startswith(ARTICLE),
        needs=alias.needs,
        min_score=alias.min_score,
        valid_from=alias.valid_from,
        valid_until=alias.valid_until,
        source=SOURCE,
    )


def details(alias: Alias) -> Mapping[str, Any]:
    """The alias as an edit holds it."""
    return {"alias": plain_alias(alias)}


__all__ = [
    "A_DAY",
    "KEEP",
    "KEPT",
    "LEAST",
    "SOURCE",
    "Gain",
    "Sighting",
    "by_worth",
    "details",
    "further",
    "is_company",
    "samples",
    "sighting",
    "written",
]
