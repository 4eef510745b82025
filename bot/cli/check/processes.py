"""The processes that share a database, and the articles that they could not match."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.cli import common
from bot.cli.check.finding import Finding, Kind, Look, some
from bot.core.arrivals import MOST_COUNTED
from bot.core.processes import missing, versions

if TYPE_CHECKING:
    from bot.ports import Waiting

VERSIONS = Kind(614, "warning", "processes of several versions run", "upgrade the others, and start them again")
MISSING = Kind(615, "warning", "no process has a role", "start one with rasid run --role")
ASIDE = Kind(616, "warning", "articles were put aside", "rasid queue list says why, rasid queue retry tries them again")
KINDS = (VERSIONS, MISSING, ASIDE)
_FEW = 5
_WORDS = 60


def examine(look: Look) -> Iterator[Finding]:
    """Who gave a sign of life lately; where nobody did, R606 tells it."""
    if not look.is_current:
        return
    with look.unit() as unit:
        now = unit.now()  # theirs, whatever the clock of this machine shows
        running = [one for one in unit.processes.all() if one.runs(now)]
        number, aside = unit.arrivals.depths()["aside"], unit.arrivals.aside(_FEW)
    if len(found := versions(running, now)) > 1:
        yield VERSIONS.found(f"processes of several versions run: {some(list(found))}")
    if running and (roles := missing(running, now)):
        yield MISSING.found(f"no process has the role {', '.join(roles)}", f"rasid run --role {','.join(roles)}")
    if number:
        more = " or more" if number >= MOST_COUNTED else ""
        newest = ", ".join(_named(one) for one in aside)
        yield ASIDE.found(f"{number}{more} articles were put aside, such as {newest}")


def _named(one: "Waiting") -> str:
    source = f" of {common.plain(one.arrival.incoming.source, _WORDS)}" if one.arrival else ""
    return f"#{one.id}{source} ({common.plain(one.error or '', _WORDS)})"
