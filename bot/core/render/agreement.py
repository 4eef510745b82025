"""Lines on what the outlets of a story agree on, which toll rose, and where they differ."""

from collections.abc import Iterator

from bot.core.facts import OF, Answer, Facts, Of, facts_of
from bot.core.language import Texts
from bot.core.message import Block, block
from bot.core.model import Story
from bot.core.render.words import names, people, place_name, quoted
from watchlists.model import Watchlists

_SOURCES_SHOWN = 3
_ANSWERS_SHOWN = 4


def agreement(story: Story, watchlists: Watchlists, texts: Texts) -> list[Block]:
    """What at least two outlets say alike, which number rose from report to report, and each answer where they differ;
    nothing for a story of one outlet."""
    return lines_of(story, facts_of(story, watchlists), watchlists, texts)


def lines_of(story: Story, facts: Facts, watchlists: Watchlists, texts: Texts) -> list[Block]:
    """The same, of what the outlets say."""
    if len(story.sources) < 2:
        return []
    answers = list(_answers(facts, watchlists, texts))
    alike = [told[0].value for told in answers if len(told) == 1 and len(told[0].sources) > 1]
    differing = [_differing(told, texts) for told in answers if len(told) > 1]
    lines = []
    if alike:
        lines.append(block(texts.say("Outlets agree: {facts}", facts=texts.say(", ").join(alike))))
    lines += [block(_rose(of, low, facts.numbers[of][0].value, texts)) for of, low in facts.risen.items()]
    if differing:
        lines.append(block(texts.say("Outlets differ: {facts}", facts=texts.say("; ").join(differing))))
    return lines


def _answers(facts: Facts, watchlists: Watchlists, texts: Texts) -> Iterator[list[Answer[str]]]:
    yield [Answer(place_name(one.value, watchlists, texts), one.sources) for one in facts.places]
    for of in OF:
        if of in facts.risen:
            continue
        yield [Answer(people(of, one.value, texts), one.sources, one.claimed) for one in facts.numbers[of]]
    yield [Answer(names(one.value, watchlists, texts), one.sources) for one in facts.actors]


def _rose(of: Of, low: int, high: int, texts: Texts) -> str:
    if of == "killed":
        return texts.say("The number of the killed rose from {low} to {high}", low=low, high=high)
    if of == "injured":
        return texts.say("The number of the injured rose from {low} to {high}", low=low, high=high)
    return texts.say("The number of the arrested rose from {low} to {high}", low=low, high=high)


def _differing(told: list[Answer[str]], texts: Texts) -> str:
    """«20 killed (Echo), 23 killed (Valley, Herald)»; of many answers the first and the last ones."""
    shown = told if len(told) <= _ANSWERS_SHOWN else [*told[: _ANSWERS_SHOWN - 1], told[-1]]
    return texts.say(", ").join(_answer(one, texts) for one in shown)


def _answer(one: Answer[str], texts: Texts) -> str:
    sources = [quoted(source, 40) for source in one.sources[:_SOURCES_SHOWN]]
    if left := len(one.sources) - len(sources):
        sources.append(texts.count("and {n} more", "and {n} more", left))
    if one.claimed:
        sources.append(texts.say("a claim"))
    return texts.say("{fact} ({sources})", fact=one.value, sources=texts.say(", ").join(sources))
