"""What a chat may set about when it is spoken to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Self

from watchlists.model import Severity

QuietMode = Literal["hold", "critical", "silent"]
Empty = Literal["line", "silent"]
Digits = Literal["latin", "arabic"]
Months = Literal["egypt", "levant", "maghreb"]
"""How the months are named: يناير, كانون الثاني or جانفي."""
SummaryLength = Literal["short", "medium", "long"]

# Alertmanager's defaults.
GROUP_INTERVAL = timedelta(minutes=5)
REPEAT_INTERVAL = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of a chat's own time, `HH:MM`, in which it is left alone; an end before the start is of the next day.

    `mode`: alerts wait until the end (`hold`), all but critical ones do (`critical`), or they come without a sound
    (`silent`).
    """

    start: str
    end: str
    mode: QuietMode = "hold"


@dataclass(frozen=True, slots=True)
class Preferences:
    """Of one chat. Nothing more is sent of a story sooner than `group_interval` after the last message, and no reason
    is given again sooner than `repeat_interval`; `empty` says whether a digest of nothing is one line or not sent;
    `trends` whether it hears of unusual numbers of mentions. Of what had come in by `caught_up` (aware, set by the bot)
    it heard in one digest, and is told no more by itself.

    `digits` and `months` are of Arabic text, `summary` is how much of an article is quoted. `least` is the severity
    from which new subscriptions are told at once, None for what is usual for their kind. `own` is said of a topic or
    thread: whether it has settings of its own, or those of its whole chat.
    """

    group_interval: timedelta = GROUP_INTERVAL
    repeat_interval: timedelta = REPEAT_INTERVAL
    quiet: Quiet | None = None
    empty: Empty = "line"
    trends: bool = True
    caught_up: datetime | None = None
    digits: Digits = "latin"
    months: Months = "egypt"
    summary: SummaryLength = "medium"
    least: Severity | None = None
    own: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, empty where all is as by default; `from_dict` is its inverse."""
        quiet = self.quiet
        data = {name: getattr(self, name) for name in _PLAIN} | {
            "group_interval": int(self.group_interval.total_seconds()),
            "repeat_interval": int(self.repeat_interval.total_seconds()),
            "quiet": {"start": quiet.start, "end": quiet.end, "mode": quiet.mode} if quiet else None,
            "caught_up": self.caught_up.isoformat() if self.caught_up else None,
        }
        return data if self != Preferences() else {}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The preferences that `as_dict` was made from; what another version did not know is as by default."""
        usual = cls()
        if not data:
            return usual
        quiet, caught_up = data.get("quiet"), data.get("caught_up")
        return cls(
            group_interval=timedelta(seconds=data.get("group_interval", usual.group_interval.total_seconds())),
            repeat_interval=timedelta(seconds=data.get("repeat_interval", usual.repeat_interval.total_seconds())),
            quiet=Quiet(quiet["start"], quiet["end"], quiet["mode"]) if quiet else None,
            caught_up=datetime.fromisoformat(caught_up) if caught_up else None,
            **{name: data.get(name, getattr(usual, name)) for name in _PLAIN},
        )


_PLAIN = ("empty", "trends", "digits", "months", "summary", "least", "own")
"""Fields that JSON holds as they are."""
