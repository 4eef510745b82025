"""Articles that came in and are not matched yet. Pure: what is known of one, and what goes first."""

from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, Final, Literal, Self

from bot.core.errors import RasidError
from bot.core.identity import fingerprint, identity_of
from bot.core.model import Incoming

Lane = Literal["fresh", "backfill"]
LANES: Final[tuple[Lane, ...]] = ("fresh", "backfill")
"""What is matched first, and what has time."""
VERSION: Final = 1
"""Of the form in which an arrival is kept and carried; a worker leaves greater ones to newer workers."""
NEWS_FOR: Final = timedelta(hours=24)
"""What was published longer ago is no news that somebody waits for. Own choice."""
RUSH: Final = 300
RUSH_IN: Final = timedelta(minutes=10)
"""A source that sends more than so many articles in that time fills up; the busiest agencies send some 20. Own
choices."""
MOST_TRIES: Final = 5
"""After so many tries in vain an article is put aside, with the reason."""
MOST_COUNTED: Final = 100_000
"""Of what waits so many are counted at most, as counting walks past each: so many stand for as many or more."""
_SOURCES: Final = 10_000


class VersionError(RasidError):
    """An arrival that a later version of the program wrote."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that came in at `came`, by a way (see the port `Way`), and waits in a lane."""

    incoming: Incoming
    way: str
    came: datetime
    lane: Lane = "fresh"

    @property
    def key(self) -> str:
        """32 hexadecimal digits: the same for the same article with the same words and headline."""
        one = self.incoming
        said = "\x1f".join((identity_of(one), fingerprint(one.title, one.text), one.title or ""))
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """As JSON keeps it; what is as usual is left out."""
        usual = {one.name: one.default for one in fields(Incoming)}
        article = {name: value for name, value in asdict(self.incoming).items() if value != usual[name]}
        if self.incoming.published is not None:
            article["published"] = self.incoming.published.isoformat()
        came = self.came.isoformat()
        return {"version": VERSION, "way": self.way, "came": came, "lane": self.lane, "article": article}

    @classmethod
    def from_dict(cls, held: Mapping[str, Any]) -> Self:
        """What `as_dict` gave. Raises VersionError where a later version wrote it, ValueError where it is none."""
        try:
            version = held["version"]
            if isinstance(version, int) and version > VERSION:
                raise VersionError(
                    f"an article waits in form {version}; this program reads up to {VERSION}: upgrade it"
                )
            article = dict(held["article"])
            if "published" in article:
                article["published"] = _time(article["published"])
            known = {one.name for one in fields(Incoming)}
            incoming = Incoming(**{name: value for name, value in article.items() if name in known})
            _require_texts(incoming)
            lane: Lane = "backfill" if held["lane"] == "backfill" else "fresh"
            return cls(incoming, str(held["way"]), _time(held["came"]), lane)
        except (KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ValueError(f"no arrival: {type(error).__name__} {error}") from None


@dataclass(slots=True)
class Lanes:
    """Says which lane articles go into: a backfill and a flood wait behind what is fresh. Remembers how many each of
    the last sources sent lately."""

    _sent: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)

    def of(self, incoming: Incoming, now: datetime) -> Lane:
        """The lane of an article that comes in now."""
        if incoming.published is not None and incoming.published < now - NEWS_FOR:
            return "backfill"
        return "backfill" if self._rushes(incoming.source, now) else "fresh"

    def _rushes(self, source: str, now: datetime) -> bool:
        """Whether a source sends more than people do; notes that it sent one."""
        sent = self._sent.setdefault(source, deque(maxlen=RUSH))
        self._sent.move_to_end(source)
        full = len(sent) == RUSH and sent[0] > now - RUSH_IN
        sent.append(now)
        while len(self._sent) > _SOURCES:
            self._sent.popitem(last=False)
        return full


def _require_texts(incoming: Incoming) -> None:
    """What is read has a key and can be stored: one that cannot would stop all that wait beside it."""
    for name in ("source", "text"):
        if not isinstance(getattr(incoming, name), str):
            raise TypeError(f"{name} is no text")
    for name in ("external_id", "title", "url", "author"):
        if not isinstance(getattr(incoming, name), str | None):
            raise TypeError(f"{name} is no text")


def _time(text: object) -> datetime:
    moment = datetime.fromisoformat(str(text))
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
