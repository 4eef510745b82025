"""What is said for and against a name is weighed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watchlists import senses
from watchlists.context.beside import LEADING, further, nearest
from watchlists.context.evidence import Evidence
from watchlists.context.named import Named, is_ordinary
from watchlists.context.surroundings import Around
from watchlists.context.topics import on_topic
from watchlists.context.words import REMEMBERED
from watchlists.guards import Vocabulary
from watchlists.model import Kind

# A mention that loses this much is none.
TOO_MUCH = 30.0
_MOST_CODES = 4
# Weaker evidence is told only where the score has fallen.
_TELLING = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the score loses (nought or more), whether that is too much, and the codes that say why."""

    lost: float = 0.0
    how: tuple[str, ...] = ()

    @property
    def dropped(self) -> bool:
        """Whether the words around say that the name is not meant."""
        return self.lost >= TOO_MUCH


_NO_VERDICT = Verdict()


def weigh(named: Named, held: Around, vocabulary: Vocabulary) -> Verdict:
    """What the words around say about a homograph, the strongest evidence first."""
    return Scales(vocabulary).weigh(named, held)


class Scales:
    """Weighs homographs; remembers what was said of the words right beside a name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._beside: dict[object, tuple[tuple[Evidence, ...], tuple[Evidence, ...]]] = {}
        self._ordinary: dict[tuple[Kind, tuple[str, ...]], bool] = {}

    def weigh(self, named: Named, held: Around) -> Verdict:
        """What the words around say about a homograph, the strongest evidence first."""
        if not self._is_ordinary(named):
            return _verdict(named, list(_other_sense(named, held)))
        first, then = self._near(named, held)
        topic = on_topic(named, held) if named.kind == "organization" else ()
        return _verdict(named, list(dict.fromkeys((*first, *topic, *_other_sense(named, held), *then))))

    def _is_ordinary(self, named: Named) -> bool:
        key = (named.kind, named.words)
        if key not in self._ordinary:
            self._ordinary[key] = is_ordinary(named, self._vocabulary)
        return self._ordinary[key]

    def _near(self, named: Named, held: Around) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
        """What the words right beside the name say: what is told before its topic, and what behind."""
        left, right = 3 if named.kind == "organization" else 1, 3 if held.after[:1] in LEADING else 1
        before, after = held.before[:left], held.after[:right]
        key = (named.kind, named.words, named.particles, before, after, held.quoted, held.beside)
        found = self._beside.get(key)
        if found is None:
            if len(self._beside) >= REMEMBERED:
                self._beside.clear()
            near = replace(held, before=before, after=after)
            then = tuple(further(named, near, self._vocabulary))
            found = self._beside[key] = (tuple(nearest(named, near)), then)
        return found


def _verdict(named: Named, found: Sequence[Evidence]) -> Verdict:
    if not found or (len(named.words) > 1 and all(one.weight > 0 for one in found)):
        return _NO_VERDICT
    lost = max(0, -sum(one.weight for one in found))
    telling = [one for one in found if lost or abs(one.weight) >= _TELLING]
    strongest = sorted(telling, key=lambda one: -abs(one.weight))[:_MOST_CODES]
    return Verdict(float(lost), tuple(one.code for one in strongest))


def _other_sense(named: Named, held: Around) -> Iterator[Evidence]:
    """A feeling, a site, a rule, a club; and of a name that needs certain words, a sentence of long ago."""
    if named.kind != "organization":
        return
    around = tuple(held.nearby)
    seen = senses.Seen(named.words, named.particles, held.before, held.after, around, named.needed)
    if not held.quoted and not held.beside:
        yield from (Evidence(*one) for one in senses.against(seen))
    if named.guarded:
        yield from (Evidence(*one) for one in senses.of_history(seen))
