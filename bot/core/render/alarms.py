"""An alarm in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.core.health import Alarm, Trouble
from bot.core.language import Texts
from bot.core.render.team import ASIDE_COMMAND
from bot.core.render.words import entry_name, quoted
from watchlists.model import Watchlists

_REASON_SHOWN = 160
_FAULT_SHOWN = 300
_SOURCE_SHOWN = 80


def alarm_line(alarm: Alarm, watchlists: Watchlists, timezone: str, texts: Texts) -> str:
    """An alarm in one sentence."""
    since = texts.when(alarm.since, timezone) if alarm.since else "?"
    words = _Words(alarm, since, round(alarm.number or 0), watchlists, texts)
    lines: Mapping[Trouble, Callable[[], str]] = {
        Trouble.PART: words.part,
        Trouble.GONE: words.gone,
        Trouble.LATE: lambda: texts.say("Messages wait since {since} without being sent.", since=since),
        Trouble.DEAD: words.dead,
        Trouble.FEED: words.feed,
        Trouble.STALE: words.stale,
        Trouble.OFF: words.off,
        Trouble.QUIET: lambda: texts.say("No article has come in since {since}.", since=since),
        Trouble.SILENT: words.silent,
        Trouble.AWAY: words.away,
        Trouble.LISTS: words.lists,
        Trouble.ROLE: words.role,
        Trouble.UNMATCHED: lambda: texts.say("Articles wait since {since} without being matched.", since=since),
        Trouble.ASIDE: words.aside,
    }
    return lines[alarm.trouble]()


@dataclass(frozen=True, slots=True)
class _Words:
    """The sentences about an alarm."""

    alarm: Alarm
    since: str
    number: int
    watchlists: Watchlists
    texts: Texts

    def part(self) -> str:
        return self.texts.say(
            "{part} does not work since {since}: {problem}",
            part=self.alarm.subject,
            since=self.since,
            problem=self._problem(),
        )

    def gone(self) -> str:
        return self.texts.say(
            "{chat} cannot be written to any more; /start there brings it back.", chat=self.alarm.subject
        )

    def dead(self) -> str:
        return self.texts.count(
            "{n} message could not be delivered.", "{n} messages could not be delivered.", self.number
        )

    def role(self) -> str:
        return self.texts.say(
            "No process has the role {role} since {since}: {command} starts one.",
            role=self.alarm.subject,
            since=self.since,
            command=f"rasid run --role {self.alarm.subject}",
        )

    def aside(self) -> str:
        return self.texts.count(
            "{n} article could not be matched and was put aside; {command} says why.",
            "{n} articles could not be matched and were put aside; {command} says why.",
            self.number,
            command=ASIDE_COMMAND,
        )

    def feed(self) -> str:
        if self.alarm.since is None:
            return self.texts.say(
                "The source {source} could never be read: {problem}", source=self._source(), problem=self._problem()
            )
        return self.texts.say(
            "The source {source} was last read at {since}: {problem}",
            source=self._source(),
            since=self.since,
            problem=self._problem(),
        )

    def stale(self) -> str:
        return self.texts.say(
            "The source {source} has held nothing new since {since}.", source=self._source(), since=self.since
        )

    def off(self) -> str:
        return self.texts.say(
            "The source {source} is not polled any more: {problem}", source=self._source(), problem=self._problem()
        )

    def silent(self) -> str:
        return self.texts.count(
            "{name}: not one mention for a day, usual is {n}",
            "{name}: not one mention for a day, usual are {n}",
            self.number,
            name=entry_name(self.alarm.subject, self.watchlists, self.texts),
        )

    def away(self) -> str:
        return self.texts.say("Rasid was not running; its last sign of life before was at {since}.", since=self.since)

    def lists(self) -> str:
        return self.texts.say(
            "The lists as their files are since {since} cannot be used, so those of before stay in force: {problem}",
            since=self.since,
            problem=quoted(self.alarm.detail, _FAULT_SHOWN),
        )

    def _source(self) -> str:
        return quoted(self.alarm.subject, _SOURCE_SHOWN)

    def _problem(self) -> str:
        return quoted(self.alarm.detail, _REASON_SHOWN)
