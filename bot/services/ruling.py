"""What a person decided about stories is carried out: articles change hands, and what was told of them stays told.

All of it in the given transaction, in which nobody else puts articles into stories. Commands begin it with
`unit.regrouping.begin()`, before they look at what they decide about.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core import learning
from bot.core.grouping import Grouping
from bot.core.model import NewAlert, Person, Reading, Story
from bot.core.regrouping import belonging, going_along, held_by, shown, whole
from bot.core.rulings import Kind, Ruling, survivor
from bot.core.timing import Reason, known
from bot.ports import Unit
from watchlists.model import Watchlists


@dataclass(frozen=True, slots=True)
class Ruler:
    """Carries out what people decide, at a time."""

    unit: Unit
    watchlists: Watchlists
    now: datetime

    def merge(self, into: Story, other: Story, author: Person) -> Ruling:
        """All that `other` holds goes into `into`, with its alerts; it stays empty and leads there.

        Nobody is alerted of it; what stands in chats is brought up to date.
        """
        seen = learning.example(into.readings, other.readings, self.watchlists, joined=True)
        reasons = self.unit.rulings.reasons(other.id)
        self._transfer(other, into, other.readings, dict.fromkeys(reasons, Grouping.MERGED))
        return self._keep("merge", into.id, other.id, reasons, seen, author)

    def split(self, story: Story, articles: Collection[int], author: Person) -> Ruling:
        """These articles of a story, with all their editions, become a new one. Raises ValueError where nothing would
        be left in it.

        Who was told of the story counts as told of the new one; who was not and watches it is alerted.
        """
        taken = belonging(story, articles)
        rest = [one for one in story.readings if one not in taken]
        seen = learning.example(rest, taken, self.watchlists, joined=False)
        held = {one.article.id for one in taken}
        reasons = {one: why for one, why in self.unit.rulings.reasons(story.id).items() if one in held}
        new = self._transfer(story, None, taken, dict.fromkeys(reasons, Grouping.SPLIT))
        return self._keep("split", story.id, new, reasons, seen, author)

    def undo(self, ruling: Ruling) -> bool:
        """A ruling stands no more, and what it moved goes back, as far as no later one moved it on. Later editions go
        with their article, and all of a story that was split off goes back. False when it stood no more before."""
        if not self.unit.rulings.undo(ruling.id, self.now):
            return False
        here, there = (self._now(one) for one in (ruling.story_id, ruling.other_id))
        if ruling.kind == "split":
            self._put_back(ruling, self.unit.stories.get(there), here, everything=there == ruling.other_id)
        else:
            self._put_back(ruling, self.unit.stories.get(here), ruling.other_id, everything=False)
        return True

    def _put_back(self, ruling: Ruling, story: Story | None, into: int, *, everything: bool) -> None:
        target = self.unit.stories.get(into)
        if story is None or target is None or story.id == target.id:
            return
        back = _with_editions(story, ruling.articles)
        chosen = story.readings if everything else back
        if not chosen:
            return
        reasons = {one.article.id: str(Grouping.MERGED) for one in chosen}
        reasons |= {one.article.id: str(Grouping.EDITION) for one in back}
        reasons |= {one: why for one, why in ruling.articles.items() if one in reasons}
        self._transfer(story, target, chosen, reasons)

    def _transfer(
        self, source: Story, target: Story | None, readings: Sequence[Reading], reasons: Mapping[int, str]
    ) -> int:
        """Move readings, and the alerts that told of nothing else, from a story to another or a new one; its id."""
        both = [source, target] if target else [source]
        told = frozenset[int]().union(*(shown(one) for one in both if self.unit.outbox.told([one.id])))
        self.unit.regrouping.hold([one.id for one in both])
        self._note_held(both)
        into = self._receive(source, target, readings)
        moving = {one.article.id: reasons[one.article.id] for one in readings}
        self.unit.regrouping.move(moving, into)
        self.unit.regrouping.move_alerts(going_along(source, moving), into)
        self._leave(source, moving, into)
        for one in (source.id, into):
            self._count_as_told(one, (source.id, into), told)
        return into

    def _receive(self, source: Story, target: Story | None, readings: Sequence[Reading]) -> int:
        """The story that readings of `source` go into, as it is with them."""
        told = [one.refreshed for one in (source, target) if one and one.refreshed]
        made = whole([*(target.readings if target else ()), *readings], self.watchlists)
        facts = made, self.now, max(told, default=None)
        into = target.id if target else self.unit.regrouping.open(*facts)
        if target:
            self.unit.regrouping.become(into, *facts)
        self.unit.regrouping.find_by(into, source.id)
        return into

    def _leave(self, source: Story, moving: Collection[int], into: int) -> None:
        """The story without what left it; where nothing is left, it leads to the other one."""
        rest = [one for one in source.readings if one.article.id not in moving]
        if rest:
            self.unit.regrouping.become(source.id, whole(rest, self.watchlists), self.now, source.refreshed)
        else:
            self.unit.regrouping.close(source.id, into)

    def _note_held(self, stories: Iterable[Story]) -> None:
        """Which articles each alert told of; that cannot be seen any more when others have joined them."""
        for story in stories:
            held = {one.id: {**one.known, "held": held_by(story, one)} for one in story.spoken}
            self.unit.regrouping.remember(held)

    def _count_as_told(self, story_id: int, both: Collection[int], told: Collection[int]) -> None:
        """Nothing that somebody was told of is news by having changed hands."""
        story = self.unit.stories.get(story_id)
        heard = tuple(one for one in story.readings if one.article.id in told) if story else ()
        if story is None or not heard:
            return
        facts = known(replace(story, readings=heard), self.watchlists)
        if story.spoken:
            level = {"level": story.severity}
            self.unit.regrouping.remember({one.id: {**one.known, **facts, **level} for one in story.spoken})
        elif self.unit.regrouping.heard(both):
            self._speak_of(both, NewAlert(story, Reason.SPLIT, {**facts, "held": sorted(_articles(heard))}))

    def _speak_of(self, both: Collection[int], new: NewAlert) -> None:
        """An alert that everybody who was told counts as told by; the others hear when the story is looked at."""
        alert = self.unit.alerts.add_all([new], self.now)[new.story.id]
        self.unit.regrouping.count_as_told(alert.id, both)

    def _now(self, story_id: int) -> int:
        return survivor(story_id, self.unit.rulings.survivors([story_id]))

    def _keep(
        self, kind: Kind, story: int, other: int, articles: Mapping[int, str], seen: learning.Example, author: Person
    ) -> Ruling:
        return self.unit.rulings.add(Ruling(0, self.now, kind, author.label, story, other, articles, (seen,)))


def _with_editions(story: Story, articles: Collection[int]) -> tuple[Reading, ...]:
    """Those of these articles that stand in a story, with the editions that followed."""
    named = {one.article.identity for one in story.readings if one.article.id in articles}
    return tuple(one for one in story.readings if one.article.identity in named)


def _articles(readings: Iterable[Reading]) -> list[int]:
    return [one.article.id for one in readings]
