"""Who claims a deed and who denies it, as the reports of a story say."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.model import Story
from watchlists.model import Event


@dataclass(frozen=True, slots=True)
class Voices:
    """Whether responsibility is claimed and denied, and by whom: keys in the order of the reports, without those who
    are on no list."""

    is_claimed: bool = False
    is_denied: bool = False
    claimed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()


def voices(story: Story) -> Voices:
    """The claims and denials of all its reports."""
    events = [event for report in story.reports for event in report.findings.events]
    claims = [one for one in events if one.status == "claimed"]
    denials = [one for one in events if one.status == "denied"]
    return Voices(bool(claims), bool(denials), tuple(_who(claims)), tuple(_who(denials)))


def _who(events: list[Event]) -> Iterator[str]:
    yield from dict.fromkeys(actor for event in events for actor in event.actors)
