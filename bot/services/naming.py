"""Under which names articles are stored."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.identity import fingerprint, identity_of, older_identity_of
from bot.core.model import Incoming, NewArticle
from bot.ports import Unit
from watchlists.model import Findings


def named(item: Incoming, findings: Findings) -> NewArticle:
    """An article under its name."""
    return NewArticle(item, identity_of(item), fingerprint(item.title, item.text), findings)


def by_older_names(unit: Unit, new: Sequence[NewArticle]) -> Sequence[NewArticle]:
    """What is stored under the name that an older version gave to an address goes on under it."""
    older = [older_identity_of(one.incoming) for one in new]
    stored = unit.articles.fingerprints(frozenset(filter(None, older))) if any(older) else {}
    if not stored:
        return new
    known = {one.identity: name for one, name in zip(new, older, strict=True) if name in stored}
    names = [name if name in stored else known.get(one.identity) for one, name in zip(new, older, strict=True)]
    return [replace(one, identity=name or one.identity) for one, name in zip(new, names, strict=True)]
