"""Who did it, and to whom: watched entities by their grammatical place, else the nearest armed group."""

from collections.abc import Sequence
from dataclasses import replace

from watchlists.events.casualty_words import ARRESTED
from watchlists.events.grammar import Named, group_start, in_other_news, speaks
from watchlists.events.passage import ACTS, ATTACKS, NEAREST, Draft, Passage
from watchlists.events.roles import BOTH, REACH, is_against, role
from watchlists.events.words import WAW, Word, ends_at, vocabulary

_FARTHEST = 60
_NEGATED = 3
_POSTS = """
    زعيم زعيمة قائد قيادي قياديا القيادي أمير عضو عضوا مؤسس رئيس مسؤول متحدث ناطق نائب المتحدث leader commander
"""
_HEADS = "زعيم قائد أمير مؤسس رئيس leader"
_FELL = """
    استهداف استهدف استهدفت تستهدف يستهدف مقتل مصرع قتل قتلت قتلوا يقتل تقتل سقوط سقط سقطت استشهاد إصابة أصيب جرح
    اغتيل اغتيال تصفية عن killed
"""
_LOYAL = """
    مناطق معاقل أراضي مدن سيطرة نفوذ بايع بايعت بايعوا مبايعة يبايع انشق انشقت انشقوا منشق منشقون منافس منافسة
    يشبه تشبه يذكر تذكر بأسلوب أسلوب غرار خصم عدو مناهض مناهضة يقاتل تقاتل يحارب تحارب سجن سجناء
"""
_AT_HOME = "فيها|فيه|بها|عليها|عليه|منها|فيهما"
_MEDIA = "قناة وكالة صحيفة إذاعة موقع تلفزيون شبكة"
_NEAREST = ATTACKS | {"plot", "foiled_plot", "claim", "training_camp"}


def with_parties(passage: Passage, draft: Draft, named: Sequence[Named]) -> Draft:
    """The draft with the actors and targets that its sentence names. Nobody is both; unclear is empty."""
    named = [one for one in named if _distance(draft, one) <= _FARTHEST]
    named = [one for one in named if not _apposed(passage, one, named)]
    if draft.event in ACTS:
        named = [one for one in named if not _is_denied(passage, one)]
    placed = [(one, role(passage, draft, one)) for one in named]
    if draft.event in ATTACKS:
        placed = [
            (one, "target" if part != "target" and _is_hit(passage, draft, one) else part) for one, part in placed
        ]
    targets = _keys([one for one, part in placed if part == "target"])
    acting = [one for one, part in placed if part == "actor" and one.entity not in targets]
    acting = acting if draft.event in BOTH else _closest(draft, acting)
    found = replace(draft, actors=_keys(acting), targets=targets)
    for one in (*acting, *(one for one, part in placed if part == "target")):
        found = found.noting(one.code) if one.code else found
    return found if found.actors or draft.event not in _NEAREST else _nearest(passage, found, named)


def _apposed(passage: Passage, one: Named, named: Sequence[Named]) -> bool:
    """«فلان، زعيم تنظيم كذا», «زعيم تنظيم كذا فلان»: a group that only says who the person beside it is."""
    edge = group_start(passage.words, one)[0]
    title = passage.words[edge : one.first]
    if one.person or not title:
        return False
    if _follows(edge, title, named):
        return True
    named_next = any(other.person and other.first == one.last for other in named)
    return named_next and title[0].is_any(vocabulary(_HEADS)) and not passage.breaks(one.last)


def _follows(edge: int, title: Sequence[Word], named: Sequence[Named]) -> bool:
    led = any(word.is_any(vocabulary(_POSTS)) for word in title) and not title[0].key.startswith(WAW)
    return led and any(other.person and other.last == edge for other in named)


def _keys(named: Sequence[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.entity for one in named))


def _closest(draft: Draft, acting: list[Named]) -> list[Named]:
    """One actor, and those joined to it by و."""
    if not acting:
        return []
    best = min(acting, key=lambda one: _distance(draft, one))
    return [one for one in acting if abs(one.first - best.last) <= 1 or abs(best.first - one.last) <= 1 or one == best]


def _distance(draft: Draft, one: Named) -> int:
    return max(draft.first - one.last, one.first - draft.last, 0)


def _is_hit(passage: Passage, draft: Draft, one: Named) -> bool:
    """«مقتل خمسة من الحركة في غارة», «استهدفت غارة قياديا في الحركة»: members who fell, or whom it was aimed at."""
    edge, members = group_start(passage.words, one)
    if not members or edge >= one.first:
        return False
    before, head = passage.words[max(0, edge - _NEGATED) : edge], passage.words[edge]
    if any(word.is_any(vocabulary(_FELL)) for word in before):
        return True
    caught = any(word.is_any(vocabulary(ARRESTED)) for word in before)  # «واعتقلت الشرطة قياديا في الحركة»
    apart = caught or passage.clause_parted(draft.last, edge + 1)
    return head.key.endswith("\N{ARABIC LETTER ALEF}") and not apart


def _is_denied(passage: Passage, one: Named) -> bool:
    """«ولم تتبن طالبان التفجير»: of whom it is said that he did not."""
    before = passage.words[max(passage.clause_start(one.first, _NEGATED), one.first - _NEGATED) : one.first]
    return any(not vocabulary("لم لن لا ليس ليست").isdisjoint(word.readings[:2]) for word in before)


def _is_background(passage: Passage, one: Named) -> bool:
    """«فصيل كان قد بايع داعش», «منطقة تنشط فيها الحركة», «قناة تابعة للحوثيين»: named, and not of this act."""
    edge = group_start(passage.words, one)[0]
    before = passage.words[max(0, edge - _NEGATED) : edge]
    if any(word.is_any(vocabulary(_LOYAL)) for word in before) or ends_at(passage.words, edge, _AT_HOME):
        return True
    own = passage.words[max(0, one.first - _NEGATED - 1) : one.first]
    return any(word.is_any(vocabulary(_MEDIA)) for word in own)


def _nearest(passage: Passage, draft: Draft, named: Sequence[Named]) -> Draft:
    near = [one for one in named if one.armed and one.entity not in draft.targets and not speaks(passage, one)]
    near = [one for one in near if not in_other_news(passage, one, draft)]
    near = [one for one in near if one.first > draft.last + REACH or not is_against(passage, one, draft)]
    near = [one for one in near if not _is_denied(passage, one) and not _is_background(passage, one)]
    if draft.event == "claim":  # who claims stands before what he claims, or right behind it
        near = [one for one in near if one.first <= draft.last + 1]
    if not near:
        return draft
    best = min(near, key=lambda one: _distance(draft, one))
    found = replace(draft, actors=(best.entity,)).noting(f"{NEAREST}→{best.entity}", 10)
    return found.noting(best.code) if best.code else found
