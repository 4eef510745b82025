"""What `rasid replay` counted, in lines."""

from collections.abc import Iterator
from datetime import timedelta

from bot.cli.replay.asked import Warnings
from bot.cli.replay.replaying import Difference, Tally, plain
from bot.core.bidi import strip_controls
from bot.core.language import Texts
from bot.core.render.advice import advice_line


def shown(tally: Tally, warnings: Warnings, length: timedelta, since: str) -> Iterator[str]:
    """The counts, most frequent aliases first, each with what is to be said of it and with samples."""
    for (key, alias), amount in tally.by_alias.most_common():
        yield f"{amount:>6}  {key}  “{plain(alias)}”"
        for one in warnings(key, alias):
            yield f"        ⚠ {strip_controls(advice_line(one, Texts.english()))}"
        yield from (f"        · {sample}" for sample in tally.samples[key, alias])
    yield from _compared(tally)
    if not tally.total:
        yield f"no articles of the last {since} are stored; name a longer --since, or store some with rasid ingest"
    elif tally.articles:
        yield f"about {_a_day(tally.articles, length)} articles a day"
    yield f"{tally.articles} of {tally.total} articles would have been alerted, {tally.newly} of them newly"


def _compared(tally: Tally) -> Iterator[str]:
    """Against the lists in force: what changes, most changes first; what stays is only counted."""
    if not tally.compared:
        return
    yield "compared with the lists in force:"
    changed = [(key, one) for key, one in tally.differences.items() if one.new or one.lost]
    for key, one in sorted(changed, key=lambda held: -(held[1].new + held[1].lost)):
        yield f"{key}: {one.new} new, {one.lost} lost, {one.same} same"
        yield from _samples(one)
    same = sum(one.same for one in tally.differences.values() if not (one.new or one.lost))
    yield f"everything else: 0 new, 0 lost, {same} same"


def _samples(one: Difference) -> Iterator[str]:
    for mark, kind in (("+", "new"), ("-", "lost")):
        yield from (f"        {mark} {sample}" for sample in one.samples.get(kind, ()))


def _a_day(amount: int, length: timedelta) -> str:
    days = max(length / timedelta(days=1), 1.0)
    return f"{amount / days:.1f}" if amount / days < 10 else f"{amount / days:.0f}"
