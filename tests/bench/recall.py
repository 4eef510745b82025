"""How much is found of names planted in a sentence, by the way in which they differ. Speed says nothing without it."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.bench.names import Name
from tests.bench.yardstick import Exact
from watchlists import Matcher
from watchlists.model import Document
from watchlists.normalize import is_arabic

_AL = "ال"
_ALEF, _FATHA, _FATHATAN, _SHADDA = (
    "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC FATHA}",
    "\N{ARABIC FATHATAN}",
    "\N{ARABIC SHADDA}",
)
_LETTERS = "بتجحدرزسشصطعغفقكلمنهي"
_SPELLINGS = (("أ", "ا"), ("إ", "ا"), ("ة", "ه"), ("ى", "ي"), ("آ", "ا"))
_ENDINGS = "بدرسعفقكلمنشحجخ"  # letters after which tanween with alef is written
_SENTENCES = (
    "وقالت مصادر محلية أمس إن {} كان من بين ما ورد في التقرير الأخير.",
    "وذكر التقرير {} أكثر من مرة خلال الأسبوع الماضي.",
    "ثم تحدث المراسل عن {} وعن أشياء كثيرة أخرى.",
)
_PARTICLES = ("و", "ب", "ل", "وب", "ول")
_SAMPLE = 300

Vary = Callable[[Name, random.Random], str | None]
Finds = Callable[[str, int, int, int], bool]


def recall(listed: Sequence[Name], sides: Mapping[str, Finds]) -> dict[str, dict[str, tuple[int, int]]]:
    """Of each class and side how many were found, of how many planted."""
    rng = random.Random(5)
    sample = sorted(rng.sample(range(len(listed)), min(_SAMPLE, len(listed))))
    planted = {kind: list(_planted(listed, sample, vary)) for kind, vary in CLASSES.items()}
    return {
        kind: {side: (sum(finds(*one) for one in cases), len(cases)) for side, finds in sides.items()}
        for kind, cases in planted.items()
    }


def by_matcher(matcher: Matcher) -> Finds:
    """Whether our matcher finds name number `number` where it was planted."""

    def finds(text: str, start: int, end: int, number: int) -> bool:
        held = matcher.hits(Document(text)).mentions
        return any(one.entity == f"N{number}" and one.start < end and start < one.end for one in held)

    return finds


def by_exact(index: Exact) -> Finds:
    """Whether the yardstick finds name number `number` at all."""
    return lambda text, start, end, number: any(number == found for found, _, _ in index.hits(text))


def _planted(listed: Sequence[Name], sample: Sequence[int], vary: Vary) -> Iterator[tuple[str, int, int, int]]:
    for number in sample:
        rng = random.Random(number)
        varied = vary(listed[number], rng) if is_arabic(listed[number].text) else None
        if varied is not None:
            before, after = rng.choice(_SENTENCES).split("{}")
            yield before + varied + after, len(before), len(before) + len(varied), number


def _same(name: Name, _: random.Random) -> str:
    return name.text


def _clitic(name: Name, rng: random.Random) -> str:
    particles = rng.choice(_PARTICLES)
    if particles.endswith("ل") and name.text.startswith(_AL):
        return particles + name.text[1:]
    return particles + name.text


def _spelling(name: Name, _: random.Random) -> str | None:
    text = name.text
    for old, new in _SPELLINGS:
        text = re.sub(old + r"\b", new, text) if old in "ةى" else text.replace(old, new)
    return text if text != name.text else None


def _marks(name: Name, rng: random.Random) -> str:
    at = rng.randrange(1, len(name.text))
    return name.text[:at] + rng.choice((_FATHA, _SHADDA)) + name.text[at:]


def _tanween(name: Name, _: random.Random) -> str | None:
    last = name.text.split(" ")[-1]
    if name.kind == "place" or last.startswith(_AL) or last[-1] not in _ENDINGS or len(last) < 4:
        return None
    return name.text + _FATHATAN + _ALEF


def _typo(name: Name, rng: random.Random) -> str | None:
    """One letter exchanged, left out or doubled inside a word of five letters or more."""
    words = name.text.split(" ")
    places = [at for at, word in enumerate(words) if len(word.removeprefix(_AL)) >= 5]
    if not places:
        return None
    at = rng.choice(places)
    words[at] = _mistyped(words[at], rng)
    return " ".join(words)


def _mistyped(word: str, rng: random.Random) -> str:
    at = rng.randrange(2 if word.startswith(_AL) else 1, len(word))
    other = rng.choice([letter for letter in _LETTERS if letter != word[at]])
    return word[:at] + rng.choice((other, "", word[at] * 2)) + word[at + 1 :]


def _clitic_typo(name: Name, rng: random.Random) -> str | None:
    wrong = _typo(name, rng)
    return _clitic(Name(wrong, name.kind), rng) if wrong is not None else None


def _gap(name: Name, rng: random.Random) -> str | None:
    """A middle name in a person's, an adjective in an organisation's."""
    words = name.text.split(" ")
    if len(words) != 2 or name.kind == "place" or words[0] in ("عبد", "أبو", "أم", "ابن"):
        return None
    inside = rng.choice(("محمد", "أحمد", "علي")) if name.kind == "person" else rng.choice(("الإرهابية", "الوطنية"))
    return " ".join((words[0], inside, words[1])) if inside not in words else None


CLASSES: Mapping[str, Vary] = {
    "exact": _same,
    "clitic": _clitic,
    "hamza/ة/ى": _spelling,
    "marks": _marks,
    "tanween": _tanween,
    "typo": _typo,
    "clitic+typo": _clitic_typo,
    "one-word gap": _gap,
}
