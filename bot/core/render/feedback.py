"""What people said of an alert and of its aliases, in words."""

from typing import Final

from bot.core.feedback import Rating, Tally
from bot.core.language import Texts
from bot.core.message import Block, block
from bot.core.render.words import quoted
from bot.core.views import WhyView

_ALIASES_SHOWN: Final = 4


def feedback_lines(view: WhyView, texts: Texts) -> list[Block]:
    """«3 said not relevant, 1 relevant»; and of each alias of whose alerts somebody said that they are not relevant how
    many did. Nothing where nobody said anything."""
    said = [line for rating, line in _said(view, texts) if view.ratings.get(rating)]
    lines = [block(texts.say("Of this alert: {said}.", said=texts.say(", ").join(said)))] if said else []
    rejected = {alias: one for alias, one in view.tallies.items() if one.rejected}
    worst = sorted(rejected, key=lambda alias: (-rejected[alias].rejected, alias))
    for key, alias in worst[:_ALIASES_SHOWN]:
        lines.append(block(rejected_line(alias, rejected[key, alias], texts)))
    return lines


def rejected_line(alias: str, one: Tally, texts: Texts) -> str:
    """How many of those who said anything of the alerts by an alias called them not relevant."""
    return texts.count(
        "Alias “{alias}”: {n} of {given} called not relevant.",
        "Alias “{alias}”: {n} of {given} called not relevant.",
        one.rejected,
        alias=quoted(alias, 60),
        given=one.given,
    )


def _said(view: WhyView, texts: Texts) -> list[tuple[Rating, str]]:
    number = view.ratings.get
    return [
        (
            Rating.NOT_RELEVANT,
            texts.count("{n} said not relevant", "{n} said not relevant", number(Rating.NOT_RELEVANT, 0)),
        ),
        (Rating.RELEVANT, texts.count("{n} said relevant", "{n} said relevant", number(Rating.RELEVANT, 0))),
        (Rating.DUPLICATE, texts.count("{n} said duplicate", "{n} said duplicate", number(Rating.DUPLICATE, 0))),
    ]
