"""Deaths in a sentence of their own, behind that of the attack which caused them: its figures, and no killing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from watchlists.events.numbers import numbers
from watchlists.events.passage import ATTACKS, Passage, is_guessed
from watchlists.events.persons import persons
from watchlists.events.words import is_definite, stands_at, vocabulary
from watchlists.model import Event

_CARRIERS: Final = ATTACKS | {"clash", "raid", "prison_break", "kidnapping"}
_FELL: Final = "قتل قتلت قتلوا مقتل مصرع سقوط سقط سقطت لقي لقيت لقوا قضى قضت استشهد استشهدت راح توفي وفاة حصيلة killed"
_SAME: Final = "الهجوم|التفجير|الانفجار|العملية|الغارة|القصف|الاشتباكات|الاعتداء|الحادث|الضربة|المداهمة"
_PENALTY: Final = 10
_OPENING: Final = 6


def joined(read: Sequence[tuple[Passage, Sequence[Event]]]) -> Iterator[Event]:
    """The events of all sentences in order; those that only tell what an attack right before them cost go into it."""
    last: tuple[Passage, list[Event]] | None = None
    for passage, events in read:
        attack = _attack(last[1]) if last and _follows(last[0], passage) else None
        if last and attack and events and all(_is_outcome(passage, one, attack) for one in events):
            last[1][last[1].index(attack)] = _with(attack, events)
            last = passage, last[1]
            continue
        if last and _follows(last[0], passage):
            events = _answering(passage, events, last[1])
        yield from last[1] if last else ()
        last = passage, list(events)
    yield from last[1] if last else ()


def _answering(passage: Passage, events: Sequence[Event], before: list[Event]) -> list[Event]:
    """The events of a sentence in which the attack right before it is claimed or denied: «وتبنى التنظيم العملية»."""
    attacks = [one for one in before if one.event in _CARRIERS and one.status == "reported"]
    if len(attacks) != 1:
        return list(events)
    found, attack = list(events), attacks[0]
    for one in events:
        if one.event not in {"claim", "denial"}:
            continue
        again = [other for other in found if other.event in ATTACKS and _names_again(passage, other, attack)]
        if one.event == "denial" and one.about is None:
            found[found.index(one)] = replace(one, about=attack.event)
        elif one.event == "claim" and again:
            found = [other for other in found if other not in again]
            found[found.index(one)] = replace(one, about=attack.event)
            before[before.index(attack)] = attack = _claimed(attack, one)
    return found


def _names_again(passage: Passage, other: Event, attack: Event) -> bool:
    """«العملية», «الهجوم»: a definite act of the same kind, or of none."""
    first, _ = passage.range(other.start, other.end)
    alike = other.event in {attack.event, "armed_attack"} or attack.event == "armed_attack"
    return alike and is_definite(passage.words[first].key) and other.killed is None


def _claimed(attack: Event, claim: Event) -> Event:
    """The attack with the actor of the claim behind it, where its own sentence names none for sure."""
    guessed = not attack.actors or is_guessed(attack.how)
    actors = tuple(one for one in claim.actors if one not in attack.targets)
    if not guessed or not actors:
        return attack
    return replace(attack, actors=actors, how=(*attack.how, f"actor:claim→{actors[0]}"))


def _attack(events: Sequence[Event]) -> Event | None:
    """The one attack of a sentence, if nobody is counted in it yet."""
    attacks = [one for one in events if one.event in _CARRIERS and one.status == "reported"]
    one = attacks[0] if len(attacks) == 1 else None
    return one if one and one.killed is None and not any(figure.of == "killed" for figure in one.figures) else None


def _follows(one: Passage, other: Passage) -> bool:
    return one.field == other.field and not one.text[one.sentence[1] : other.sentence[0]].strip(' \n\r\t.!؟…»"')


def _is_outcome(passage: Passage, event: Event, attack: Event) -> bool:
    """«وقتل 15 شخصا», «وأفاد مصدر بسقوط ستة قتلى»: deaths without a hand, a place or a day of their own."""
    if event.event != "killing" or event.status != "reported" or event.actors:
        return False
    placed = {one.text for one in event.places} <= {one.text for one in attack.places}
    if not placed or event.when not in (None, attack.when):
        return False
    first, _ = passage.range(event.start, event.end)
    words = passage.words
    if not words[first].is_any(vocabulary(_FELL)):
        return False
    behind = words[first + 1 : first + 4]
    counted = next((one.first for one in numbers(behind)), None) in {0, 1}
    fell = counted or bool(behind and persons(behind[0].key)) or event.killed is not None
    return fell and (first <= _OPENING or any(stands_at(words, at, _SAME) for at in range(len(words))))


def _with(attack: Event, deaths: Sequence[Event]) -> Event:
    told = next((one for one in deaths if one.killed is not None), deaths[0])
    return replace(
        attack,
        killed=told.killed,
        injured=attack.injured if attack.injured is not None else told.injured,
        targets=attack.targets or tuple(one for one in told.targets if one not in attack.actors),
        figures=attack.figures + tuple(one for one in told.figures if one.of != "count"),
        how=(*attack.how, "figures:next"),
        score=max(0.0, attack.score - _PENALTY),
    )
