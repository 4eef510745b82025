"""Which of its senses a name has that is also a feeling, a site, a rule, a club or a name of history. Pure.

Each function tells what speaks against the name, as a weight below nought and the word to show for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from watchlists import sense_words as listed
from watchlists.clitics import splits
from watchlists.normalize import ARTICLE, safe

Told = tuple[int, str]
_BA, _WAW, _LAM = "\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER LAM}"
_WITH_THE, _PLURAL, _HE = _BA + ARTICLE, "ين", "\N{ARABIC LETTER YEH}"
_REMEMBERED = 16_384
_LONG = 6
_THIRD_PERSON = "\N{ARABIC LETTER TEH}"


class Seen(NamedTuple):
    """A name in its sentence: its words, the particles before it, the words around it with the nearest first.

    `before` and `after` end at the next mark that parts, `nearby` holds all words of both sides; `needed` says that
    a word which the alias needs stands near.
    """

    name: Sequence[str]
    particles: str
    before: Sequence[str]
    after: Sequence[str]
    nearby: Sequence[str]
    needed: bool = False

    @property
    def previous(self) -> str:
        """The word before, or nothing."""
        return self.before[0] if self.before else ""

    @property
    def next(self) -> str:
        """The word behind, or nothing."""
        return self.after[0] if self.after else ""


def is_feeling(name: Sequence[str]) -> bool:
    """Whether a name is also a feeling: `حماس`."""
    return len(name) == 1 and safe(name[0]) in _words(listed.FEELINGS)


def is_site(name: Sequence[str]) -> bool:
    """Whether a name is also a site or begins with one: `القاعدة`, `القاعدة في اليمن`."""
    return bool(name) and safe(name[0]) in _words(listed.SITES)


def is_club(name: Sequence[str]) -> bool:
    """Whether a Latin name is borne by sports clubs, too: `al-Shabab`."""
    return bool(name) and name[-1] in _words(listed.CLUBS) and name[:-1] in ((), ("al",))


def against(seen: Seen) -> Iterator[Told]:
    """What speaks for another sense than the name's."""
    if is_feeling(seen.name):
        yield from _manner(seen)
        yield from _felt(seen)
    elif is_site(seen.name):
        yield from _site(seen)
        yield from _rule(seen)
    elif is_club(seen.name):
        yield from _club(seen)


def of_history(seen: Seen) -> Iterator[Told]:
    """A sentence of long ago names no group of today."""
    if not _held(seen.nearby, listed.MODERN):
        yield from ((-60, word) for word in _first(seen.nearby, listed.HISTORY))


def _manner(seen: Seen) -> Iterator[Told]:
    """«تحدث بحماس عن», «في حماس وترقب», «بشغف وحماس»; not «ندد بحماس»."""
    follows = safe(seen.next) in _words(listed.AFTER_MANNER) or seen.next.startswith(_WITH_THE)
    if seen.particles.endswith(_BA) and not _held(seen.before[:3], listed.TAKES_BA):
        yield (-80 if follows else -20 if seen.needed else -40), seen.particles[-1] + seen.name[0]
    if seen.next.startswith(_WAW) and _is_manner(seen.next[1:]):
        yield -60, seen.next
    if seen.particles.startswith(_WAW) and any(_is_manner(one) for one in _stems(seen.previous)):
        yield -60, seen.previous


def _is_manner(word: str) -> bool:
    return safe(word) in _words(listed.MANNERS)


def _felt(seen: Seen) -> Iterator[Told]:
    """«حماس بلاده», «حماس المتسوقين», «لا ينقص اللاعبين حماس», «حماس لا يوصف»."""
    of_deed = seen.previous.startswith(_THIRD_PERSON) or seen.previous.endswith(_THIRD_PERSON)
    if not of_deed and (_feels(seen) or _is_owned(seen.next)):
        yield -60, seen.next
    yield from ((-60, word) for word in _first(seen.before[:3], listed.LACKING))
    if safe(seen.previous) in _words(listed.BEFORE_FEELING):
        yield -60, seen.previous
    if seen.before[1:2] and seen.before[1] in ("لدى", "عند"):
        yield -60, seen.before[1]
    if seen.next == "لا" and seen.after[1:2] and seen.after[1].startswith(_HE):
        yield -60, seen.after[1]


def _feels(seen: Seen) -> bool:
    """Whether those who stand behind the feeling have it, and are not done something to: «قتل حماس المدنيين»."""
    word = safe(seen.next)
    if word in _words(listed.FEELERS):
        return True
    plural = word.startswith(ARTICLE) and word.endswith(_PLURAL) and len(word) > _LONG
    return plural and word not in _words(listed.VICTIMS) and safe(seen.previous) not in _words(listed.DEEDS)


def _is_owned(word: str) -> bool:
    ends = (one for one in listed.PRONOUNS.split() if word.endswith(one))
    return any(safe(word[: -len(end)]) in _words(listed.OWNED) for end in ends)


def _site(seen: Seen) -> Iterator[Told]:
    """«هبطت في القاعدة», «القاعدة التي تستضيف», «شيدت الإمارات القاعدة»; not «عضو في القاعدة»."""
    if _held(seen.before[1:2], listed.STRIKES) and _held(seen.nearby, listed.SITE_PARTS):
        yield -120, seen.before[1]
    if _held(seen.before, listed.OF_GROUP):
        return
    if len(seen.name) == 1:
        yield from _at_site(seen)
        yield from _behind_site(seen)
    if not seen.particles and not _held(seen.before[:1], listed.LINKS) and not _held(seen.before, listed.FOUNDERS):
        yield from ((-80, word) for word in _first(seen.before[1:], listed.DONE_TO_SITE))


def _at_site(seen: Seen) -> Iterator[Told]:
    if safe(seen.previous) in _words(listed.AT_SITE) or seen.particles.endswith(_BA):
        yield from ((-80, word) for word in _first(seen.nearby, listed.OF_SITE))
    if _held(seen.before[:1], f"{listed.HOLDS} {listed.SITE_NOUNS}"):
        yield -80, seen.previous


def _behind_site(seen: Seen) -> Iterator[Told]:
    """«القاعدة التي تقع», «القاعدة تعرضت لهجوم», «تعرضت القاعدة لقصف»."""
    if safe(seen.next) in _words(listed.SITE_DEEDS):
        yield -80, seen.next
    if seen.after[:1] == ("التي",) and _held(seen.after[1:2], listed.SITE_RELATIVE):
        yield -80, seen.after[1]
    struck = seen.after[1:2] if _held(seen.after[:1], listed.SUFFERS) else seen.after[:1]
    if _held((*seen.before[:1], *seen.after[:1]), listed.SUFFERS) and _struck(struck):
        yield -80, struck[0]


def _struck(words: Sequence[str]) -> bool:
    return any(one.startswith(_LAM) and safe(one[1:]) in _words(listed.ATTACKS) for one in words)


def _rule(seen: Seen) -> Iterator[Told]:
    """«القاعدة هي أن البيع نقدا», «والقاعدة أن المتهم بريء», «لا تنطبق القاعدة»."""
    if seen.after[:1] == ("هي",) and _held(seen.after[1:2], "أن أنه أنها ألا"):
        yield -80, seen.next
    opens = not seen.previous or safe(seen.previous) in _words(listed.RULE_OPENS)
    if opens and _held(seen.after[:1], "أن أنه أنها ألا"):
        yield -80, seen.next
    yield from ((-80, word) for word in _first(seen.before, listed.APPLIES))


def _club(seen: Seen) -> Iterator[Told]:
    """A word of a match in the sentence and none of arms."""
    if not _held(seen.nearby, listed.ARMS):
        yield from ((-80, word) for word in _first(seen.nearby, listed.MATCH))


def _first(words: Iterable[str], text: str) -> Iterator[str]:
    """The first of the words that is listed, if any."""
    found = next((word for word in words if not _words(text).isdisjoint(_keys(word))), None)
    if found is not None:
        yield found


def _held(words: Iterable[str], text: str) -> bool:
    return any(True for _ in _first(words, text))


def _keys(word: str) -> frozenset[str]:
    return frozenset(map(safe, _stems(word)))


@lru_cache(_REMEMBERED)
def _stems(word: str) -> tuple[str, ...]:
    return tuple(one.rest for one in splits(word)) if word else ()


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(map(safe, text.split()))
