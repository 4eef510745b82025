"""The bytes of the files that messages carry: as they are kept, or made when they are sent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core import exporting
from bot.core.chart import Chart
from bot.core.exporting_ftm import as_ftm
from bot.core.exporting_stix import as_stix
from bot.core.graph import Found
from bot.core.language import Texts
from bot.core.making import Extract, read
from bot.core.message import File
from bot.core.model import Language, Reading
from bot.core.render.headline import headlines
from bot.ports import Artist, Reader, Store, Summarizer
from watchlists.exports.entries import Catalogue


@dataclass(frozen=True, slots=True)
class Making:
    """Makes files outside of any transaction that writes: nobody waits for it but who asked. So many articles are read
    `at_once`."""

    store: Store
    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    summarizer: Summarizer
    artist: Artist
    at_once: int = 200

    def content(self, file: File) -> bytes | None:
        """The bytes; None where the file is kept no longer. Takes a while: to be called in a thread."""
        with self.store.begin(read_only=True) as unit:
            kept = unit.files.content(file.id)
        return self._made(kept) if file.unmade and kept is not None else kept

    def _made(self, kept: bytes) -> bytes:
        match read(kept):
            case Chart() as chart:
                return self.artist.draw(chart)
            case Extract() as extract:
                return b"".join(piece.encode("utf-8", "replace") for piece in self._extracted(extract))

    def _extracted(self, extract: Extract) -> Iterator[str]:
        match extract.form:
            case "csv":
                yield exporting.csv_head()
                yield from (exporting.csv_rows(one, story, extract.keys) for one, story in self._readings(extract))
            case "json":
                yield from self._as_json(extract)
            case "stix":
                yield from as_stix(self._catalogue(), self._found(extract), extract.about)
            case "ftm":
                yield from as_ftm(self._catalogue(), self._found(extract))

    def _as_json(self, extract: Extract) -> Iterator[str]:
        yield exporting.json_head(extract.about)
        for number, (reading, story) in enumerate(self._readings(extract)):
            yield (",\n" if number else "") + exporting.json_match(reading, story, self._summary(reading))
        yield exporting.JSON_TAIL

    def _catalogue(self) -> Catalogue:
        """The lists in force; what was edited in chat was changed then."""
        lists = self.reader().watchlists
        with self.store.begin(read_only=True) as unit:
            edits = unit.list_edits.in_force()
        return Catalogue(lists, {}, {lists.key(one.edit.key) or one.edit.key: one.at for one in edits})

    def _found(self, extract: Extract) -> Iterator[Found]:
        for reading, story in self._readings(extract):
            summary = self.summarizer.summarize(reading.article.document, reading.findings).text
            yield Found(reading, story, self._root(story), summary)

    def _root(self, story: int | None) -> str | None:
        if story is None:
            return None
        with self.store.begin(read_only=True) as unit:
            return unit.stories.roots([story]).get(story)

    def _readings(self, extract: Extract) -> Iterator[tuple[Reading, int | None]]:
        """What is deleted by now is left out. No transaction is open while what is read is used."""
        for at in range(0, len(extract.articles), self.at_once):
            some = extract.articles[at : at + self.at_once]
            with self.store.begin(read_only=True) as unit:
                readings, stories = unit.articles.some(some), unit.stories.of_articles(some)
            yield from ((one, stories.get(one.article.id)) for one in readings)

    def _summary(self, reading: Reading) -> dict[str, Any]:
        summary = self.summarizer.summarize(reading.article.document, reading.findings)
        return {
            "summary": summary.text,
            "summary_sentences": [list(span) for span in summary.spans],
            "headline": headlines(reading.findings, self.reader().watchlists, self.texts),
        }
