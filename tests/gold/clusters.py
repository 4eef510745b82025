"""How well a grouping agrees with the true one: pairwise and B-cubed precision, recall and F1. Pure."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, fields
from itertools import product
from typing import Self


@dataclass(frozen=True, slots=True)
class Score:
    """Counts that add up. `right` pairs are together in both groupings, `joined` only in the one that was found,
    `apart` only in the true one; `pure` and `whole` are sums over the items of B-cubed precision and recall."""

    items: int = 0
    right: int = 0
    joined: int = 0
    apart: int = 0
    pure: float = 0.0
    whole: float = 0.0

    @property
    def precision(self) -> float:
        """Share of the pairs found together that belong together; 1.0 where none was found."""
        return _share(self.right, self.right + self.joined)

    @property
    def recall(self) -> float:
        """Share of the pairs that belong together and were found so; 1.0 where none belongs together."""
        return _share(self.right, self.right + self.apart)

    @property
    def f1(self) -> float:
        """The harmonic mean of the pairs' precision and recall."""
        return _f1(self.precision, self.recall)

    @property
    def b_precision(self) -> float:
        """B-cubed: the mean over items of the share of their found group that is of their true one."""
        return _share(self.pure, self.items)

    @property
    def b_recall(self) -> float:
        """B-cubed: the mean over items of the share of their true group that is in their found one."""
        return _share(self.whole, self.items)

    @property
    def b_f1(self) -> float:
        """The harmonic mean of B-cubed precision and recall."""
        return _f1(self.b_precision, self.b_recall)

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def score(found: Mapping[str, Hashable], true: Mapping[str, Hashable], of: Collection[str] | None = None) -> Score:
    """How well the found groups agree with the true ones, both by item.

    With `of`, over these items only: groups still hold all items, and a pair counts where one of the two is of them.
    Raises ValueError where the two do not group the same items.
    """
    if found.keys() != true.keys():
        raise ValueError(f"not grouped by both: {', '.join(sorted(found.keys() ^ true.keys()))}")
    judged = true.keys() if of is None else set(of)
    mine, theirs = groups(found), groups(true)
    pairs = {frozenset(pair) for name in judged for pair in product((name,), mine[found[name]] | theirs[true[name]])}
    told = [(found[a] == found[b], true[a] == true[b]) for a, b in (pair for pair in pairs if len(pair) == 2)]
    both = [(mine[found[name]], theirs[true[name]]) for name in judged]
    right, joined, apart = (told.count(kind) for kind in ((True, True), (True, False), (False, True)))
    return Score(
        len(judged),
        right,
        joined,
        apart,
        sum(len(one & other) / len(one) for one, other in both),
        sum(len(one & other) / len(other) for one, other in both),
    )


def groups(by_item: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    """The items of each group."""
    items: defaultdict[Hashable, set[str]] = defaultdict(set)
    for name, group in by_item.items():
        items[group].add(name)
    return dict(items)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
