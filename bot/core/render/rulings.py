"""What people decided about stories, in words."""

from bot.core.language import Texts
from bot.core.render.roles import author_name
from bot.core.rulings import Ruling


def ruling_line(ruling: Ruling, texts: Texts, timezone: str) -> str:
    """«S7 was merged into S5 by telegram:1001 on 2026-03-05 08:00 (R3).»"""
    facts = {
        "story": f"S{ruling.story_id}",
        "other": f"S{ruling.other_id}",
        "author": author_name(ruling.author, texts),
        "when": texts.when(ruling.at, timezone),
        "ruling": f"R{ruling.id}",
    }
    if ruling.kind == "merge":
        return texts.say("{other} was merged into {story} by {author} on {when} ({ruling}).", **facts)
    return texts.say("{other} was taken out of {story} by {author} on {when} ({ruling}).", **facts)


def grouping_reason(reason: str, texts: Texts) -> str:
    """Why an article stands in its story, as a short clause."""
    words = {
        "new": texts.say("began the story"),
        "edition": texts.say("a later edition"),
        "same_text": texts.say("the same text"),
        "near_text": texts.say("nearly the same text"),
        "same_words": texts.say("much the same words"),
        "same_event": texts.say("the same facts"),
        "other_language": texts.say("the same facts in another language"),
        "merged": texts.say("put here by a person"),
        "split": texts.say("taken out of another story by a person"),
    }
    return words.get(reason, reason)
