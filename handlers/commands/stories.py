"""Stories as people name them: `S5`, in Arabic digits, too; of one that was merged, the story that it went into."""

import re
from dataclasses import replace

from bot.core.message import Message, block
from bot.core.model import Story
from bot.core.rulings import survivor
from bot.services.ruling import Ruler
from handlers.commands import parsing
from handlers.commands.base import Desk

YES = frozenset({"yes", "نعم"})
_STORY = re.compile(r"[Ss]?(\d{1,12})")


def number(word: str) -> int | None:
    """The number of a story as it is typed; None for anything else."""
    found = _STORY.fullmatch(parsing.plain_digits(word.strip()))
    return int(found[1]) if found else None


def known(typed: int, desk: Desk) -> Story:
    """The story of this number, or the one that it was merged into. Refuses one that there is not."""
    story = desk.unit.stories.get(_now(typed, desk))
    if story is None or not story.readings:
        raise parsing.refuse(desk, desk.texts.say("There is no story {story}.", story=f"S{typed}"))
    return story


def with_note(message: Message, typed: str, desk: Desk) -> Message:
    """An answer about a story that was merged says first where that went; any other is as it was."""
    asked = number(typed)
    now = _now(asked, desk) if asked is not None else None
    if asked == now:
        return message
    said = desk.texts.say("{other} was merged into {story}.", other=f"S{asked}", story=f"S{now}")
    return replace(message, blocks=(block(said), *message.blocks))


def ruler(desk: Desk) -> Ruler:
    """Who carries out what is decided at this desk."""
    return Ruler(desk.unit, desk.watchlists, desk.now)


def _now(story_id: int, desk: Desk) -> int:
    return survivor(story_id, desk.unit.rulings.survivors([story_id]))
