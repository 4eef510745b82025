"""Which acts may be one: two outlets call the same deed by other names, but a bomb is no abduction. And what words tell
of the aftermath of a deed: its rising toll, funerals, reactions, claims, inquiries."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from bot.core.stems import bare
from watchlists.normalize import words

# Deeds by how they are done; who calls a deed only an attack or a killing may mean any of them.
_WAYS: Final[Mapping[str, str]] = {
    "bombing": "blast",
    "suicide_bombing": "blast",
    "airstrike": "strike",
    "drone_attack": "strike",
    "shelling": "strike",
    "assassination": "murder",
    "execution": "murder",
    "kidnapping": "abduction",
    "prison_break": "escape",
    "clash": "fight",
    "raid": "fight",
    "plot": "plot",
    "foiled_plot": "plot",
}
_ANY: Final = frozenset({"armed_attack", "killing"})
# An article is compared with dozens of stories, and what is done in them is mostly one of few things.
_REMEMBERED: Final = 4_096
_NO_ATTACK: Final = frozenset({"abduction", "escape", "plot"})
_AFTERMATH: Final[Mapping[str, str]] = {
    "toll": "حصيلة ارتفاع ترتفع ارتفعت لترتفع متأثرا متأثرين",
    "funeral": "تشييع شيع شيعت يشيع يشيعون جنازة جثامين دفن حداد تأبين عزاء تعازي",
    "reaction": "إدانة إدانات تدين يدين أدان أدانت تنديد ندد نددت تندد استنكار استنكر استنكرت تستنكر condemn condemns",
    "claim": "تبنى تبنت يتبنى تتبنى تبنيه claims claimed",
    "inquiry": """
        تحقيق تحقيقات التحقيق المحققون متورطين تورط المنفذ منفذ منفذي منفذو المشتبه
        يشتبه مشتبه صلتهم صلته ضالع ضالعين متهم قاتل مطلق investigation suspects
    """,
}


_DEEDS: Final = frozenset(
    map(
        bare,
        """هجوم هجوما غارة غارات تفجير تفجيرا انفجار انفجارا قصف ضربة كمين كمينا استهداف اغتيال اشتباك اشتباكات عملية
        مجزرة خطف attack attacks strike strikes blast bombing raid ambush""".split(),
    )
)
# «هجوم … جديد», so many words between at most.
_WITHIN: Final = 2
_AGAIN: Final = frozenset(map(bare, "ثان ثانية ثالث ثالثة رابع جديد جديدة جديدا آخر أخرى مماثل مماثلة".split()))
# «تعاود القصف», «يجدد هجومه», "second attack", "another strike".
_REPEATS: Final = frozenset(map(bare, "تعاود يعاود عاود عاودت تجدد يجدد جدد جددت second another new fresh".split()))
_ALONE: Final = frozenset(map(bare, "مجددا again".split()))


def alike(one: Collection[str], other: Collection[str]) -> bool:
    """Whether some act of one may be one of the other: the same, or deeds of one kind."""
    if not {*one}.isdisjoint(other):
        return True
    mine, theirs = _ways(one), _ways(other)
    return bool(mine & theirs) or _may_be(mine, theirs) or _may_be(theirs, mine)


def deeds(one: Collection[str], other: Collection[str]) -> bool:
    """Whether both tell of deeds that could be the same: no arrests or trials, which are daily business."""
    return bool(_ways(one) and _ways(other)) and not unlike(one, other)


def unlike(one: Collection[str], other: Collection[str]) -> bool:
    """Whether both tell of deeds, and of none that could be the same."""
    mine, theirs = _ways(one), _ways(other)
    return bool(mine and theirs) and not (mine & theirs or _may_be(mine, theirs) or _may_be(theirs, mine))


def aftermath(text: str) -> Iterator[str]:
    """Of what kinds of aftermath a text speaks."""
    known = _by_stem()
    return (known[one] for one in map(bare, words(text)) if one in known)


def is_again(text: str) -> bool:
    """Whether a text speaks of a second deed: «هجوم ثان», «غارة إسرائيلية جديدة», «كمين آخر», «تعاود القصف»."""
    said = list(map(bare, words(text)))
    if not _ALONE.isdisjoint(said):
        return True
    behind = ((one, said[at + 1 : at + 1 + _WITHIN]) for at, one in enumerate(said))
    return any(
        (one in _DEEDS and not _AGAIN.isdisjoint(next_)) or (one in _REPEATS and not _DEEDS.isdisjoint(next_))
        for one, next_ in behind
    )


def _may_be(one: Collection[str], other: Collection[str]) -> bool:
    """Whether one is only called an attack, and the other may be one: who is taken away is not said to be attacked."""
    return "any" in one and bool({*other} - _NO_ATTACK)


def _ways(acts: Collection[str]) -> frozenset[str]:
    return _ways_of(frozenset(acts))


@lru_cache(_REMEMBERED)
def _ways_of(acts: frozenset[str]) -> frozenset[str]:
    return frozenset("any" if act in _ANY else _WAYS[act] for act in acts if act in _ANY or act in _WAYS)


@cache
def _by_stem() -> dict[str, str]:
    return {bare(noun): kind for kind, nouns in _AFTERMATH.items() for noun in nouns.split()}
