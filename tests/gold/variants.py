"""The ways in which newspapers, keyboards and web pages alter a name: one generator for each class.

A variant of a name is what a reader still takes for that name. A generator gives nothing for a name that its class
does not touch. All of them are deterministic.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache

Variants = Callable[[str], Iterator[str]]

TATWEEL = "\N{ARABIC TATWEEL}"
ZWNJ, ZWJ = "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}"
_ALEF, _LAM, _WAW = "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER LAM}", "\N{ARABIC LETTER WAW}"
_ARTICLE = _ALEF + _LAM
_ABOVE, _BELOW = "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}", "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
_MADDA, _WASLA = "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}", "\N{ARABIC LETTER ALEF WASLA}"
_HEH, _MARBUTA = "\N{ARABIC LETTER HEH}", "\N{ARABIC LETTER TEH MARBUTA}"
_YEH, _MAQSURA = "\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER ALEF MAKSURA}"
_HAMZA = "\N{ARABIC LETTER HAMZA}"
_ON_WAW, _ON_YEH = "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}", "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}"
_FATHA, _DAMMA, _KASRA = "\N{ARABIC FATHA}", "\N{ARABIC DAMMA}", "\N{ARABIC KASRA}"
_SHADDA, _SUKUN = "\N{ARABIC SHADDA}", "\N{ARABIC SUKUN}"
_PERSIAN_DIGITS = str.maketrans("0123456789", "".join(chr(0x6F0 + at) for at in range(10)))
_ARABIC_DIGITS = str.maketrans("0123456789", "".join(chr(0x660 + at) for at in range(10)))
_ACCENTS = str.maketrans({"a": "á", "e": "é", "i": "ī", "o": "ô", "u": "ü", "A": "Ā", "E": "É", "I": "Î"})
_RIGHT_ONLY = "ءآأؤإاةدذرزوى"
_UNITED, _TITLES = ("الدين", "الله", "بو"), ("الملا", "الشيخ", "المفتي", "العميد", "أمير")
_NAMES_BEFORE = ("عبد", "أبو", "أبا", "أبي", "ابن", "بن", "آل")


def is_arabic(name: str) -> bool:
    """Whether a name is in Arabic script."""
    return "\u0600" <= name[:1] <= "\u06ff"


def prefixed(particles: str) -> Variants:
    """The particles before the name; ل takes the alef of the article away."""

    def variants(name: str) -> Iterator[str]:
        if not is_arabic(name):
            return
        if particles.endswith(_LAM) and name.startswith(_ARTICLE):
            yield particles + (name[1:] if name[2:3] != _LAM else name[2:])
        else:
            yield particles + name

    return variants


def replaced(old: str, new: str, *, at_end: bool = False) -> Variants:
    """Every `old` of the name as `new`; only at the ends of words where asked."""

    def variants(name: str) -> Iterator[str]:
        one = " ".join(_at_end(word, old, new) for word in name.split(" ")) if at_end else name.replace(old, new)
        if one != name:
            yield one

    return variants


def translated(table: Mapping[str, str | int | None]) -> Variants:
    """Every letter by the table."""

    def variants(name: str) -> Iterator[str]:
        one = name.translate(str.maketrans(dict(table)))
        if one != name:
            yield one

    return variants


def starting(old: str, new: str) -> Variants:
    """The first letter of each word (behind its article), where it is `old`, as `new`."""

    def word(one: str) -> str:
        at = 2 if one.startswith(_ARTICLE) and len(one) > 3 else 0
        return one[:at] + new + one[at + 1 :] if one[at : at + 1] == old and at + 3 <= len(one) else one

    def variants(name: str) -> Iterator[str]:
        changed = " ".join(
            one if one.startswith(_ARTICLE) and old == _ALEF and one[2:3] != old else word(one)
            for one in name.split(" ")
        )
        if changed != name:
            yield changed

    return variants


def marked(marks: str, every: int = 1) -> Variants:
    """A mark after every `every`-th letter, in turn."""

    def variants(name: str) -> Iterator[str]:
        if is_arabic(name):
            yield "".join(
                char + (marks[at % len(marks)] if char.isalpha() and at % every == 0 else "")
                for at, char in enumerate(name)
            )

    return variants


def filled(filler: str) -> Variants:
    """The filler between the second and the third letter of each word (between letters that join, for a tatweel)."""

    def variants(name: str) -> Iterator[str]:
        if is_arabic(name):
            yield " ".join(_filled(word, filler) for word in name.split(" "))

    return variants


def spaced(space: str) -> Variants:
    """Something else where the name has spaces."""

    def variants(name: str) -> Iterator[str]:
        if " " in name:
            yield name.replace(" ", space)

    return variants


def first_space(space: str) -> Variants:
    """Something else for the first space of an Arabic name."""

    def variants(name: str) -> Iterator[str]:
        if " " in name and is_arabic(name):
            yield name.replace(" ", space, 1)

    return variants


def last_space(space: str) -> Variants:
    """Something else for the last space."""

    def variants(name: str) -> Iterator[str]:
        if " " in name:
            yield space.join(name.rsplit(" ", 1))

    return variants


def around(before: str, after: str) -> Variants:
    """The whole name between two strings."""

    def variants(name: str) -> Iterator[str]:
        yield f"{before}{name}{after}"

    return variants


def around_word(before: str, after: str) -> Variants:
    """Each word of the name in turn between two strings."""

    def variants(name: str) -> Iterator[str]:
        held = name.split(" ")
        if len(held) > 1:
            for at, word in enumerate(held):
                yield " ".join((*held[:at], f"{before}{word}{after}", *held[at + 1 :]))

    return variants


def joined(name: str) -> Iterator[str]:
    """Each two neighbours as one word; و is written to the next word anyway."""
    held = name.split(" ")
    if is_arabic(name):
        for at in range(len(held) - 1):
            if held[at] not in ("في", "من", "على") and held[at + 1] not in ("في", "من", "على"):
                yield " ".join((*held[:at], held[at] + held[at + 1], *held[at + 2 :]))


def joined_servant(name: str) -> Iterator[str]:
    """عبد, أبو and their like written to the next word."""
    held = name.split(" ")
    for at, word in enumerate(held[:-1]):
        if word in _NAMES_BEFORE[:4]:
            yield " ".join((*held[:at], word + held[at + 1], *held[at + 2 :]))


def split(name: str) -> Iterator[str]:
    """A space too many in the middle of a long word, behind a letter that does not join to the next."""
    held = name.split(" ")
    if not is_arabic(name):
        return
    for at, word in enumerate(held):
        if len(word) >= 6:
            places = [i for i in range(2, len(word) - 1) if word[i - 1] in _RIGHT_ONLY]
            if places:
                cut = places[len(places) // 2]
                yield " ".join((*held[:at], f"{word[:cut]} {word[cut:]}", *held[at + 1 :]))


def split_anywhere(name: str) -> Iterator[str]:
    """A space too many two letters before the end of a word."""
    held = name.split(" ")
    if is_arabic(name):
        for at, word in enumerate(held):
            if len(word) >= 6:
                yield " ".join((*held[:at], f"{word[:-2]} {word[-2:]}", *held[at + 1 :]))


def split_particle(name: str) -> Iterator[str]:
    """و with a space before the name."""
    if is_arabic(name):
        yield f"{_WAW} {name}"


def contextual(name: str) -> Iterator[str]:
    """Presentation forms, as old systems store shaped text."""
    if is_arabic(name):
        yield " ".join(map(_shaped, name.split(" ")))


def isolated(name: str) -> Iterator[str]:
    """Every letter in its isolated presentation form."""
    if is_arabic(name):
        yield "".join(_forms().get((char, "<isolated>"), char) for char in name)


def ligatures(name: str) -> Iterator[str]:
    """Presentation forms with the ligatures of lam and alef."""
    one = name
    for alef, ligature in zip((_MADDA, _ABOVE, _BELOW, _ALEF), ("\ufef5", "\ufef7", "\ufef9", "\ufefb"), strict=True):
        one = one.replace(_LAM + alef, ligature)
    if one != name:
        yield one


def allah(name: str) -> Iterator[str]:
    """The one-character ligature of الله."""
    one = " ".join("\N{ARABIC LIGATURE ALLAH ISOLATED FORM}" if word == "الله" else word for word in name.split(" "))
    if one != name:
        yield one


def cased(change: Callable[[str], str]) -> Variants:
    """A Latin name in other case or letters."""

    def variants(name: str) -> Iterator[str]:
        if not is_arabic(name) and change(name) != name:
            yield change(name)

    return variants


def full_width(name: str) -> str:
    """Latin letters and digits in their full-width forms."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name)


def accented(name: str) -> str:
    """Latin vowels with accents."""
    return name.translate(_ACCENTS)


def bare_middle(name: str) -> Iterator[str]:
    """A person's name of three words or more without those between first and last."""
    held = name.split(" ")
    if len(held) == 3 and is_arabic(name) and not set(held) & {*_NAMES_BEFORE, *_UNITED, *_TITLES}:
        yield f"{held[0]} {held[-1]}"


def more_middle(name: str) -> Iterator[str]:
    """A middle name that the watchlist does not have."""
    held = name.split(" ")
    if len(held) == 2 and is_arabic(name) and not set(held) & {*_NAMES_BEFORE, *_UNITED, *_TITLES}:
        yield f"{held[0]} محمود {held[1]}"


def family_first(name: str) -> Iterator[str]:
    """The family name first, as in lists of names."""
    held = name.split(" ")
    if len(held) == 2 and is_arabic(name) and not set(held) & {*_NAMES_BEFORE, *_TITLES}:
        yield f"{held[1]} {held[0]}"
        yield f"{held[1]}، {held[0]}"


def inserted(word: str) -> Variants:
    """A word behind the first."""

    def variants(name: str) -> Iterator[str]:
        first, space, rest = name.partition(" ")
        if space and is_arabic(name) and rest.startswith(_ARTICLE):
            yield f"{first} {word} {rest}"

    return variants


def _at_end(word: str, old: str, new: str) -> str:
    return word.removesuffix(old) + new if word.endswith(old) and len(word) > 2 else word


def _filled(word: str, filler: str) -> str:
    places = [at for at in range(1, len(word)) if filler != TATWEEL or word[at - 1] not in _RIGHT_ONLY]
    if not places:
        return word
    at = places[len(places) // 2]
    return word[:at] + filler + word[at:]


def _shaped(word: str) -> str:
    shapes = []
    for at, char in enumerate(word):
        before = at > 0 and word[at - 1] not in _RIGHT_ONLY
        after = at + 1 < len(word) and char not in _RIGHT_ONLY
        shape = {(0, 0): "<isolated>", (0, 1): "<initial>", (1, 1): "<medial>", (1, 0): "<final>"}[before, after]
        shapes.append(_forms().get((char, shape), char))
    return "".join(shapes)


@cache
def _forms() -> dict[tuple[str, str], str]:
    table = {}
    for code in range(0xFE80, 0xFEF5):
        shape, _, rest = unicodedata.decomposition(chr(code)).partition(" ")
        if rest and " " not in rest:
            table[chr(int(rest, 16)), shape] = chr(code)
    return table


_DROPPED: dict[str, str | int | None] = {_ABOVE: _ALEF, _BELOW: _ALEF, _MADDA: _ALEF}

ANY: dict[str, Variants] = {
    "as it stands": around("", ""),
    **{f"particle {one}": prefixed(one) for one in ("و", "ف", "ب", "ل", "ك", "ول", "وب", "فل", "فب", "وك")},
    "particle with tatweel": lambda name: (f"ل{TATWEEL}{one}" for one in around("", "")(name) if is_arabic(name)),
    "particle and quote": lambda name: (f'ل{TATWEEL}"{name}"' for _ in range(is_arabic(name))),
    "particle apart": split_particle,
    "alef without hamza": translated(_DROPPED),
    "alef with hamza above": starting(_ALEF, _ABOVE),
    "alef with hamza below": starting(_ALEF, _BELOW),
    "hamza above as below": replaced(_ABOVE, _BELOW),
    "hamza below as above": replaced(_BELOW, _ABOVE),
    "alef wasla": starting(_ALEF, _WASLA),
    "ta marbuta as ha": replaced(_MARBUTA, _HEH),
    "ha as ta marbuta": replaced(_HEH, _MARBUTA, at_end=True),
    "ya as maqsura": replaced(_YEH, _MAQSURA, at_end=True),
    "maqsura as ya": replaced(_MAQSURA, _YEH),
    "hamza seat dropped": translated({_ON_WAW: _WAW, _ON_YEH: _YEH}),
    "hamza off its seat": translated({_ON_WAW: _HAMZA, _ON_YEH: _HAMZA}),
    "last hamza dropped": replaced(_HAMZA, "", at_end=True),
    "vowels throughout": marked(_FATHA + _DAMMA + _KASRA + _SUKUN),
    "a mark here and there": marked(_SHADDA + _FATHA, every=3),
    "shadda with vowel": marked(_SHADDA, every=2),
    "marks composed": lambda name: (unicodedata.normalize("NFD", one) for one in (name,) if is_arabic(one)),
    "superscript alef": filled("\N{ARABIC LETTER SUPERSCRIPT ALEF}"),
    "tanween": lambda name: (f"{name}\N{ARABIC KASRATAN}" for _ in range(is_arabic(name))),
    "tatweel": filled(TATWEEL),
    "tatweel stretched": lambda name: (one.replace(TATWEEL, TATWEEL * 4) for one in filled(TATWEEL)(name)),
    "tatweel at the end": lambda name: (f"{name}{TATWEEL}" for _ in range(is_arabic(name))),
    "Persian kaf": replaced("\N{ARABIC LETTER KAF}", "\N{ARABIC LETTER KEHEH}"),
    "Persian ya": translated({_YEH: "\N{ARABIC LETTER FARSI YEH}", _MAQSURA: "\N{ARABIC LETTER FARSI YEH}"}),
    "Urdu ha": replaced(_HEH, "\N{ARABIC LETTER HEH GOAL}"),
    "Urdu ha with two eyes": replaced(_HEH, "\N{ARABIC LETTER HEH DOACHASHMEE}"),
    "Urdu ha for ta marbuta": replaced(_MARBUTA, "\N{ARABIC LETTER HEH GOAL}"),
    "Urdu ta marbuta": replaced(_MARBUTA, "\N{ARABIC LETTER TEH MARBUTA GOAL}"),
    "Kurdish ha": replaced(_MARBUTA, "\N{ARABIC LETTER AE}"),
    "presentation forms": contextual,
    "isolated forms": isolated,
    "lam alef ligatures": ligatures,
    "ligature of Allah": allah,
    **{
        f"{unicodedata.name(one).lower()} inside": filled(one)
        for one in (ZWNJ, ZWJ, "\u200e", "\u200f", "\u00ad", "\ufeff", "\u2060", "\u200b")
    },
    **{
        f"{unicodedata.name(one).lower()} for a space": spaced(one)
        for one in (ZWNJ, "\u200b", "\u00a0", "\u2009", "\u202f", "\u3000")
    },
    "bidi marks between": spaced("\u200f \u200f"),
    "bidi marks around": around("\u200f", "\u200e"),
    "embedding around": around("\u202b", "\u202c"),
    "isolate around": around("\u2067", "\u2069"),
    "byte order mark before": around("\ufeff", ""),
    "double spaces": spaced("  "),
    "tab": spaced("\t"),
    "hyphen": spaced("-"),
    "hyphen with spaces": spaced(" - "),
    "en dash": spaced(" – "),
    "em dash": last_space(" — "),
    "non-breaking hyphen": spaced("\u2011"),
    "minus sign": spaced("\u2212"),
    "tatweel as dash": last_space(f" {TATWEEL} "),
    "slash": last_space("/"),
    "underscore": spaced("_"),
    "hashtag": lambda name: (f"#{one}" for one in spaced("_")(name)),
    "comma": first_space("، "),
    "guillemets around": around("«", "»"),
    "quotes around": around('"', '"'),
    "curly quotes around": around("“", "”"),
    "low quotes around": around("„", "“"),
    "two single quotes around": around("''", "''"),
    "single quotes around": around("‘", "’"),
    "brackets around": around("(", ")"),
    "square brackets around": around("[", "]"),
    "guillemets around a word": around_word("«", "»"),
    "quotes around a word": around_word('"', '"'),
    "curly quotes around a word": around_word("“", "”"),
    "brackets around a word": around_word("(", ")"),
    "comma after": around("", "،"),
    "full stop after": around("", "."),
    "colon after": around("", ":"),
    "ellipsis after": around("", "..."),
    "joined": joined,
    "joined kunya or servant": joined_servant,
    "split behind an open letter": split,
    "split before the end": split_anywhere,
    "Arabic digits": lambda name: (one for one in (name.translate(_ARABIC_DIGITS),) if one != name),
    "Persian digits": lambda name: (one for one in (name.translate(_PERSIAN_DIGITS),) if one != name),
    "upper case": cased(str.upper),
    "lower case": cased(str.lower),
    "capitalised": cased(str.title),
    "full width": cased(full_width),
    "accents": cased(accented),
    "Latin in guillemets": lambda name: (f"«{name}»" for _ in range(not is_arabic(name))),
    "Arabic particle on Latin": lambda name: (f"ل{name}" for _ in range(not is_arabic(name))),
    "Latin possessive": lambda name: (f"{name}{end}" for end in ("'s", "’s") if not is_arabic(name)),
}
PERSON: dict[str, Variants] = {
    "without the middle name": bare_middle,
    "another middle name": more_middle,
    "family name first": family_first,
}
ORGANIZATION: dict[str, Variants] = {
    "adjective inside": inserted("الإرهابي"),
    "adjective inside in quotes": lambda name: (one for one in inserted("«المتطرفة»")(name)),
}
