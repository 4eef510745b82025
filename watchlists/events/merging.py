"""One happening, one event: deaths as the outcome of an attack, an attack named twice, an attack that a claim names."""

from collections.abc import Sequence
from dataclasses import replace

from watchlists.events.acts import act_named_at
from watchlists.events.casualty_words import INJURED
from watchlists.events.passage import ACTS, ATTACKS, NEAREST, SPEECH_ACTS, Draft, Passage, is_guessed
from watchlists.events.persons import persons
from watchlists.events.status import retaliates
from watchlists.events.words import WAW, Word, ends_at, is_definite, stands_at, vocabulary
from watchlists.model import Watchlists

_NOUNS = """
    هجوم هجوما هجمات تفجير تفجيرا تفجيرات انفجار اغتيال مقتل قتل خطف اختطاف إعدام اعتقال توقيف مداهمة غارة غارات
    ضربة ضربات قصف اشتباك اشتباكات عملية عمليات اعتداء اعتداءات كمين كمينا محاكمة عقوبات تصنيف إدراج مفاوضات
    محادثات هدنة وقف تجنيد تمويل
"""
_APART = "كما|بينما|فيما|حين|جهة|سياق|كذلك|بالمقابل|إلى ذلك"
_RANKED = "أكثر|أحد أكثر|من أكثر|أعنف|أسوأ|أكبر|أشد|أدمى|أحد|إحدى"
_MANNER = "رميا|رميا بالرصاص|شنقا|ذبحا|نحرا|حرقا|بالرصاص|بقطع الرأس|بقطع رؤوسهم|غرقا|بالسيف"
_LAUNCHING = "شن شنت شنوا يشن تشن نفذ نفذت نفذوا ارتكب ارتكبت ارتكبوا"
_KILLINGS = frozenset({"killing"})
_CARRIERS = ATTACKS | {"clash", "raid", "prison_break"}
_OUTCOME_REACH = 25
_CAUSE_REACH = 12
_LOOK = 8
_BYGONE = 4
_INSTRUMENT_REACH = 6
_JOINED = 12
_DEATHS = frozenset({"assassination", "killing", "execution"})
_AFTERMATH = frozenset({"trial", "sanction", "designation"})
_ROOT = 4
_FULLER = ATTACKS - {"armed_attack"} | {"assassination", "kidnapping", "execution", "prison_break"}


def merge(passage: Passage, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that only say more of another: outcomes, and a second mention of the same attack."""
    deaths = [one for one in drafts if one.event in _KILLINGS]
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: one.first):
        if kept and _launched(passage, kept[-1], draft):
            kept[-1] = replace(kept[-1], last=draft.last, targets=kept[-1].targets or draft.targets)
        elif not any(_again(passage, one, draft) for one in kept[-6:]):
            kept.append(draft)
    carriers = [at for at, one in enumerate(kept) if one.event in _CARRIERS]
    for death in deaths:
        carrier = next(
            (at for at in _own_first(passage, kept, carriers, death) if _outcome(passage, kept[at], death)), None
        )
        if carrier is not None:
            kept[carrier] = _with_outcome(kept[carrier], death)
    outcomes = [one for one in deaths if any(_outcome(passage, kept[at], one) for at in carriers)]
    return [one for one in kept if one not in outcomes]


def _own_first(passage: Passage, kept: Sequence[Draft], carriers: Sequence[int], death: Draft) -> list[int]:
    """The attacks in order, and those behind «، و» from the deaths last: «غارة هنا، ومقتل جندي في تفجير هناك»."""
    return sorted(carriers, key=lambda at: passage.parted_by_and(kept[at].last, death.first + 1))


def _with_outcome(attack: Draft, death: Draft) -> Draft:
    """The attack with those who killed and were killed in it."""
    targets = tuple(dict.fromkeys(attack.targets + death.targets))
    acting = death.actors or attack.actors
    actors = tuple(one for one in acting if one not in targets)
    how = tuple(code for code in attack.how if actors or not code.startswith(NEAREST))
    return replace(attack, targets=targets, actors=actors, how=how)


def _outcome(passage: Passage, attack: Draft, death: Draft) -> bool:
    words = passage.words
    if attack.status != "reported" or death.status != "reported":
        return False
    if _is_bygone(passage, attack) and any(passage.breaks(at) for at in range(attack.last, death.first + 1)):
        return False
    if 0 <= death.first - attack.last <= _OUTCOME_REACH:
        between = range(attack.last, death.first)
        apart = any(stands_at(words, at, _APART) for at in between)
        return not apart
    if 0 <= attack.first - death.last <= _CAUSE_REACH:
        injured = passage.words[attack.first]
        if injured.key.startswith(WAW) and injured.is_any(vocabulary(INJURED)):
            return _also_injured(passage, attack, death)
        return passage.caused_by(death.last, attack.first)
    return False


def _also_injured(passage: Passage, attack: Draft, death: Draft) -> bool:
    """«قتل شرطيان وأصيب ثالث برصاص مسلحين»: the wounded of the same attack."""
    elsewhere = any(stands_at(passage.words, at, "في|قرب") for at in range(death.last, attack.first))
    return not elsewhere and not passage.clause_parted(death.last, attack.first + 1)


def _is_bygone(passage: Passage, attack: Draft) -> bool:
    """«بعد أسبوع على تفجير، قتل مسلحون»: only the time of what the sentence goes on to tell."""
    start = passage.clause_start(attack.first, _LOOK)
    before = passage.words[max(start, attack.first - _BYGONE) : attack.first]
    return start == 0 and any(word.key in vocabulary("بعد منذ عقب قبل") for word in before)


def _launched(passage: Passage, one: Draft, other: Draft) -> bool:
    """«شنت طائرات خمس غارات»: the verb with its subject, and the act that it launched."""
    words = passage.words
    if other.event != one.event or other.status != one.status or not words[one.first].is_any(vocabulary(_LAUNCHING)):
        return False
    between = words[one.last : other.first]
    return len(between) <= _LOOK and not any(passage.breaks(at) for at in range(one.last, other.first + 1))


def _again(passage: Passage, one: Draft, other: Draft) -> bool:
    """Whether the second is the first named again: a definite act of the same type, or a hit inside the first."""
    if one.status != other.status:
        return False
    if one.event in ATTACKS and other.event in ATTACKS and ends_at(passage.words, other.first, _RANKED):
        return True
    if _is_generic(passage, one, other):
        return True
    if stands_at(passage.words, other.first, _MANNER) and other.event in _DEATHS and one.event in _DEATHS:
        return 0 <= other.first - one.last <= _LOOK
    if other.event != one.event:
        return False
    if _goes_together(passage, one, other) or _says_more(passage, one, other):
        return True
    return other.event in ACTS and is_definite(passage.words[other.first].key) and not _goes_on(passage, other)


def _says_more(passage: Passage, one: Draft, other: Draft) -> bool:
    """A second hit of one type that is no second act: in the first, beside it, its weapon, cause or verdict."""
    joined, gap = passage.words[other.first].key.startswith(WAW), other.first - one.last
    if gap < 0 or _instrument(passage, one, other) or (gap == 0 and not joined):  # «تفجير الشاحنة المفخخة»
        return True
    if other.event in {"killing", "armed_attack"}:  # «أصيب برصاص الجنود في هجوم مسلح»
        return gap <= _CAUSE_REACH and passage.caused_by(one.last, other.first)
    parted = joined or passage.clause_parted(one.last, other.first + 1)
    return other.event in _AFTERMATH and gap <= _OUTCOME_REACH and not parted


def _is_generic(passage: Passage, one: Draft, other: Draft) -> bool:
    """«اغتيل برصاص مجهولين», «تفجير استهدف موكبه»: a plain attack in the same breath as an act that says more."""
    if one.event == "assassination" and other.event in ATTACKS and other.first - one.last <= _CAUSE_REACH:
        return passage.caused_by(one.last, other.first)  # «اغتيل في غارة»: how it was done
    if other.event != "armed_attack" or one.event not in _FULLER or passage.words[other.first].key.startswith(WAW):
        return False
    if ends_at(passage.words, other.first, "بعد|إثر|عقب"):  # «فر السجناء بعد هجوم»: what went before
        return False
    near = 0 <= other.first - one.last <= _LOOK and not passage.clause_parted(one.last, other.first + 1)
    return near and not any(stands_at(passage.words, at, _APART) for at in range(one.last, other.first))


def _goes_together(passage: Passage, one: Draft, other: Draft) -> bool:
    """«اقتحموا القرية وأحرقوا منازلها», «انشق وسلم نفسه»: joined by و in one clause, with no place of its own."""
    words, word = passage.words, passage.words[other.first]
    joined = word.key.startswith(WAW) and not passage.breaks(other.first)
    near = 0 <= other.first - one.last <= _JOINED and not passage.clause_parted(one.last, other.first + 1)
    if not joined or not near or word.is_any(vocabulary(_NOUNS)) or _is_repeated(words[one.first], word):
        return False
    own = stands_at(words, other.last, "في|قرب|شمال|جنوب|شرق|غرب|وسط|على")
    counted = other.last < len(words) and (words[other.last].number or persons(words[other.last].key))
    return not own and not counted


def _is_repeated(one: Word, other: Word) -> bool:
    """«يداهم الشرطة بيتا وتداهم القوات مزرعة»: the same verb once more is said of another act."""
    return one.key[-_ROOT:] == other.key[-_ROOT:] or other.key[1 : 1 + _ROOT] == one.key[:_ROOT]


def _instrument(passage: Passage, one: Draft, other: Draft) -> bool:
    """«قصفت موقعا بقذائف الهاون»: with what it was done."""
    with_it = passage.words[other.first].key.startswith("\N{ARABIC LETTER BEH}") and other.event in ATTACKS
    near = 0 <= other.first - one.last <= _INSTRUMENT_REACH
    return with_it and near and not passage.clause_parted(one.last, other.first + 1)


def _goes_on(passage: Passage, draft: Draft) -> bool:
    """Whether the definite act goes on with a place or a target of its own («الهجوم على السوق»)."""
    return bool(stands_at(passage.words, draft.last, "على|في"))


def with_claimed(passage: Passage, drafts: Sequence[Draft], lists: Watchlists) -> list[Draft]:
    """Each plot, foiled plot, threat, claim and denial with `about`; beside a claim the attack that it claims."""
    found = []
    for draft in drafts:
        if draft.event not in SPEECH_ACTS or draft.about:
            found.append(draft)
            continue
        name, at, size = _act(passage, draft, drafts, lists)
        named = replace(draft, about=name) if name else draft
        if draft.event == "foiled_plot" and draft.status == "reported":
            named = replace(draft, event=name or "armed_attack")
        found.append(named)
        if draft.event == "claim" and name and size and not any(one.event in ACTS for one in drafts):
            found.append(_claimed(passage, draft, name, at, size))
    return found


def by_speaker(draft: Draft, others: Sequence[Draft]) -> Draft:
    """An attack whose actor is unsaid or guessed has the actor of the claim beside it, and never who denies it."""
    if draft.event == "claim" and not draft.actors:  # «تبنى الهجوم تنظيم كذا»
        acts = [one for one in others if one.event == draft.about and one.actors]
        return replace(draft, actors=acts[0].actors) if acts else draft
    deniers = {key for one in others if one.event == "denial" and one is not draft for key in one.actors}
    draft = replace(draft, actors=tuple(one for one in draft.actors if one not in deniers))
    claims = [one for one in others if one.event == "claim" and one.about == draft.event and one.actors]
    guessed = not draft.actors or is_guessed(draft.how)
    if not claims or not guessed or draft.event not in ACTS or not set(claims[0].actors).isdisjoint(draft.targets):
        return draft
    return replace(draft, actors=claims[0].actors).noting(f"actor:claim→{claims[0].actors[0]}", 5)


def _act(passage: Passage, draft: Draft, drafts: Sequence[Draft], lists: Watchlists) -> tuple[str | None, int, int]:
    """The type of the act a speech act is about, and its words: under it, else an act before it in the sentence."""
    last = passage.clause_end(draft.last, _LOOK)
    if retaliates(passage, draft.first, last):
        return None, 0, 0
    for at in range(draft.first + 1, last):
        name, size = act_named_at(passage, at, lists)
        if name and not _after_break(passage, draft, at):
            return _typed(drafts, name, at), at, size
    before = [one for one in drafts if one.event in ACTS and one.first < draft.first]
    if before and draft.event in {"claim", "denial"}:
        return before[-1].event, before[-1].first, 0
    return None, 0, 0


def _typed(drafts: Sequence[Draft], name: str, at: int) -> str:
    """«الهجوم» under a claim is of the type of the attack named before it, or of the hit that stands there."""
    here = [one.event for one in drafts if one.event in ACTS and one.first <= at < one.last]
    earlier = [one.event for one in drafts if one.event in ACTS and one.first < at]
    return next(iter(here), earlier[-1] if earlier and name == "armed_attack" else name)


def _after_break(passage: Passage, draft: Draft, at: int) -> bool:
    return any(word.is_any(vocabulary("الذي التي بعد قبل منذ")) for word in passage.words[draft.last : at])


def _claimed(passage: Passage, draft: Draft, name: str, at: int, size: int) -> Draft:
    """The attack beside its claim, at the words that name it."""
    start, end = passage.words[at].start, passage.words[at + size - 1].end
    hit = replace(draft.hit, event=name, text=passage.text[start:end], start=start, end=end)
    return Draft(hit, name, "reported", at, at + size).noting(f"event:claimed→{name}", 15)
