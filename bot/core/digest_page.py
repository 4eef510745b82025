"""The command behind the button that leads to a further page of a digest."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_TYPED = re.compile(r"([0-9]{1,16}) ([0-9]{1,16}) ([0-9]{1,4})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# No digest covers more, see `length` of the commands.
_LONGEST = timedelta(days=366)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Page:
    """The stories of the digest of a window from an offset on."""

    start: datetime
    end: datetime
    offset: int

    @property
    def command(self) -> str:
        """As a button says it, in at most 60 bytes: the exact edges of the window, in microseconds since 1970."""
        start, end = ((edge - _EPOCH) // _MICROSECOND for edge in (self.start, self.end))
        return f"/digest more {start} {end} {self.offset}"


def page_of(typed: str) -> Page | None:
    """The page that stands behind `/digest more`; None for anything that no button says."""
    found = _TYPED.fullmatch(typed)
    if found is None:
        return None
    start, end = (_EPOCH + int(edge) * _MICROSECOND for edge in found.groups()[:2])
    page = Page(start, end, int(found[3]))
    return page if timedelta(0) < end - start <= _LONGEST and page.offset else None
