"""The gold corpus of stories: articles of the project's own, and which of them are about one happening.

    python -m tests.gold.stories [STRATUM …]

prints the scores of all strata, and what was joined or kept apart wrongly (in the named strata, or in all).
What a story is, and what each stratum is for, stands in stories/README.md.
"""

import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import URL, NullPool, Row, create_engine, select

from bot.core.model import Incoming
from bot.services.ingest import Ingest
from bot.storage import SqlStore, migrate
from bot.storage.tables import story_articles
from tests.gold import corpus
from tests.gold.clusters import Score, groups, score
from watchlists import Matcher, load, shipped

STORIES = Path(__file__).parent / "stories"
FLOORS = STORIES / "floors.json"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
"""Hour 0 of the corpus, a Sunday: weekdays in the texts fit it."""
HELD, NOTHING = "held_", "nothing found"
CROWDED = "in one stream"
"""Everything at once: more news in the same weeks."""

_FIELDS: Mapping[str, type | tuple[type, ...]] = {
    "story": str,
    "hours": (int, float),
    "source": str,
    "title": str,
    "text": str,
}


@dataclass(frozen=True, slots=True)
class Told:
    """One article. `name` is its file and line."""

    name: str
    stratum: str
    story: str
    hours: float
    source: str
    title: str
    text: str

    def incoming(self) -> Incoming:
        """As a source would hand it over."""
        published = START + timedelta(hours=self.hours)
        return Incoming(self.source, self.text, self.name, self.title or None, published=published)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article was put: the number of the story, and why; an article without findings is alone."""

    story: int | str
    reason: str


def strata(folder: Path = STORIES) -> list[str]:
    """The names of all strata, sorted."""
    return corpus.strata(folder)


def digest(stratum: str, folder: Path = STORIES) -> str:
    """The sha256 of a stratum's file, hexadecimal."""
    return corpus.digest(stratum, folder)


def articles(folder: Path = STORIES) -> list[Told]:
    """All articles in the order of publication. Raises ValueError with file and line for one that is not usable, and
    for a story that stands in two strata."""
    every = [one for stratum in strata(folder) for one in _stratum(stratum, folder)]
    homes: dict[str, str] = {}
    for one in every:
        if homes.setdefault(one.story, one.stratum) != one.stratum:
            raise ValueError(f"{one.name}: the story {one.story!r} stands in {homes[one.story]}.jsonl as well")
    return sorted(every, key=lambda one: one.hours)


def told(line: str, where: str, stratum: str) -> Told:
    """One line of a file. Raises ValueError with `where` for what is missing, unknown or empty."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"{where}: not JSON: {error}") from error
    if not isinstance(row, dict):
        raise ValueError(f"{where}: not an object")
    if odd := sorted(set(row) ^ set(_FIELDS)):
        raise ValueError(f"{where}: {'unknown' if odd[0] in row else 'missing'} field {odd[0]!r}")
    wrong = [name for name, kind in _FIELDS.items() if not isinstance(row[name], kind)]
    wrong += [name for name in ("story", "source", "text") if not row[name]]
    if wrong or row["hours"] < 0:
        wrong = wrong or ["hours"]
        raise ValueError(f"{where}: {wrong[0]!r} cannot be {row[wrong[0]]!r}")
    return Told(where, stratum, **row)


def placed(matcher: Matcher, corpus_articles: Sequence[Told], store: SqlStore) -> dict[str, Placed]:
    """Where the bot puts the articles, by name: taken in by ingest one by one, each when it was published."""
    ingest, numbers = Ingest(store, lambda: matcher), {}
    for one in corpus_articles:
        (taken,) = ingest.take([one.incoming()], START + timedelta(hours=one.hours))
        numbers[one.name] = taken.article_id
    stood = {row.article_id: Placed(row.story_id, row.reason) for row in _standing(store.url)}
    return {name: stood.get(number, Placed(name, NOTHING)) for name, number in numbers.items()}


def measured(matcher: Matcher, corpus_articles: Sequence[Told]) -> dict[str, Placed]:
    """`placed` in empty databases: what was tuned on is one stream of news, and what was held out another."""
    held = [one for one in corpus_articles if is_held(one.stratum)]
    tuned = [one for one in corpus_articles if not is_held(one.stratum)]
    return _numbered("tuned", alone(matcher, tuned)) | _numbered("held", alone(matcher, held))


def alone(matcher: Matcher, corpus_articles: Sequence[Told]) -> dict[str, Placed]:
    """`placed` in an empty database of its own."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/rasid.sqlite3"
        migrate(url)
        store = SqlStore(url)
        try:
            return placed(matcher, corpus_articles, store)
        finally:
            store.close()


def is_held(stratum: str) -> bool:
    """Whether nobody tunes by a stratum."""
    return stratum.startswith(HELD)


def scores(corpus_articles: Sequence[Told], where: Mapping[str, Placed]) -> dict[str, Score]:
    """The score of each stratum, of all that may be tuned on, of all that was held out, and of everything.

    What a stratum's article was wrongly joined with may be of another stratum.
    """
    names = sorted({one.stratum for one in corpus_articles})
    parts = {name: {one.name for one in corpus_articles if one.stratum == name} for name in names}
    held = {one.name for one in corpus_articles if is_held(one.stratum)}
    everything = {one.name for one in corpus_articles}
    parts |= {"tuned on": everything - held, "held out": held, "all": everything}
    return {name: rated(corpus_articles, where, of) for name, of in parts.items()}


def rated(corpus_articles: Sequence[Told], where: Mapping[str, Placed], of: Collection[str] | None = None) -> Score:
    """The score of some articles by their names, or of all."""
    true = {one.name: one.story for one in corpus_articles}
    return score({name: one.story for name, one in where.items()}, true, set(true) if of is None else {*of})


def table(figures: Mapping[str, Score]) -> str:
    """A line for each stratum, and one for each sum."""
    counts = f"{'articles':>8} {'right':>5} {'joined':>6} {'apart':>5}"
    lines = [f"{'stratum':<13} {counts}   pairs P, R, F1      B-cubed P, R, F1"]
    for name, one in figures.items():
        pairs = f"{one.precision:.3f} {one.recall:.3f} {one.f1:.3f}"
        cubed = f"{one.b_precision:.3f} {one.b_recall:.3f} {one.b_f1:.3f}"
        lines.append(f"{name:<13} {one.items:>8} {one.right:>5} {one.joined:>6} {one.apart:>5}   {pairs}   {cubed}")
    return "\n".join(lines)


def faults(corpus_articles: Sequence[Told], where: Mapping[str, Placed]) -> Iterator[tuple[set[str], str]]:
    """Each wrong join of two stories, and each story in pieces, with the strata concerned and the articles."""
    by_name = {one.name: one for one in corpus_articles}
    for together in groups({name: one.story for name, one in where.items()}).values():
        whole = groups({name: by_name[name].story for name in sorted(together)})
        for (one, mine), (other, theirs) in combinations(whole.items(), 2):
            yield _fault(f"joined wrongly: {one} + {other}", [mine, theirs], by_name, where)
    for story, names in groups({one.name: one.story for one in corpus_articles}).items():
        pieces = list(groups({name: where[name].story for name in sorted(names)}).values())
        if len(pieces) > 1:
            yield _fault(f"kept apart wrongly: {story}", pieces, by_name, where)


def main() -> int:
    """Print the scores and the faults."""
    every = articles()
    matcher = Matcher.compile(load([shipped()]))
    where = measured(matcher, every)
    wanted = set(sys.argv[1:])
    for concerned, text in faults(every, where):
        if not wanted or wanted & concerned:
            print(text, end="\n\n")
    print(table(scores(every, where) | {CROWDED: rated(every, alone(matcher, every))}))
    return 0


def _numbered(stream: str, where: Mapping[str, Placed]) -> dict[str, Placed]:
    return {name: replace(one, story=f"{stream} {one.story}") for name, one in where.items()}


def _standing(url: URL) -> Sequence[Row[Any]]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return connection.execute(select(story_articles)).all()


def _stratum(stratum: str, folder: Path) -> list[Told]:
    return [told(line, where, stratum) for line, where in corpus.rows(stratum, folder)]


def _fault(
    what: str, pieces: Sequence[set[str]], by_name: Mapping[str, Told], where: Mapping[str, Placed]
) -> tuple[set[str], str]:
    lines = [what]
    for number, piece in enumerate(pieces):
        for one in sorted((by_name[name] for name in piece), key=lambda one: one.hours):
            mark = "abcdefghij"[number % 10]
            lines.append(
                f"  {mark} {one.hours:6.1f}h {where[one.name].reason:<14} {one.name:<22} {one.title or one.text}"
            )
    return {by_name[name].stratum for piece in pieces for name in piece}, "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
