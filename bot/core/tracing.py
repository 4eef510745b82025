"""What the lines of the log about one matter have in common, from what set it off to the message.

A trace is a letter for what set it off and its number in the database: `a12` an article, `u34` an update from a
person, `s5` what was sent in to be read, `d3-2026-03-01T08:00` a schedule's digest of that local time, `w7-…` the
digest of what a chat missed, `t8` an unusual number of mentions, `h9` a hunt.
"""

from bot.core.model import Reading, Story


def of_article(article_id: int) -> str:
    """The trace of an article, and of what is said because of it."""
    return f"a{article_id}"


def of_update(row: int) -> str:
    """The trace of an update by its row in the inbox, and of the answers to it."""
    return f"u{row}"


def of_submission(submission_id: int) -> str:
    """The trace of what somebody sent in."""
    return f"s{submission_id}"


def of_digest(schedule_id: int, occurrence: str) -> str:
    """The trace of a schedule's digest."""
    return f"d{schedule_id}-{occurrence}"


def of_waking(destination_id: int, until: str) -> str:
    """The trace of the one digest for what a chat missed until then."""
    return f"w{destination_id}-{until}"


def of_trend(trend_id: int) -> str:
    """The trace of an unusual number of mentions."""
    return f"t{trend_id}"


def of_hunt(hunt_id: int) -> str:
    """The trace of a hunt's results."""
    return f"h{hunt_id}"


def cause(story: Story) -> Reading:
    """The article of a story that came in last: whatever happens to the story now is because of it."""
    return max(story.readings, key=lambda one: one.article.id)
