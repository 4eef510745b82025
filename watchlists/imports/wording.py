"""What a list writes into one field, as the names that it means: the script that Arabic is written in, notes, brackets.

Lists that are made by hand hold several names in a field, the same name in two scripts, and notes beside a name.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

ARABIC = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_IS_ARABIC = re.compile(f"[{ARABIC}]")
_LETTER = re.compile(r"[^\W\d_]")
LONGEST = 250
"""Letters of the longest name; a longer text is a note. The longest on the UN's list of 2025 has 88."""
_FIELD, _DEPTH = 4000, 3

_QUOTES = "\"'“”„«»‘’`"
_BETWEEN = re.compile(
    r"[;؛]|\s/\s"
    r"|\s(?:(?:also\s+)?(?:known|spelled|spelt|written|transliterated|listed)\s+as|also|a\.\s?k\.\s?a\.?|f\.\s?k\.\s?a\.?"
    r"|formerly(?:\s+known\s+as)?)[\s:]"
    r"|[\s،,](?:و?(?:ال)?(?:معروف|ملقب|مكنى|مشهور)ة?\s+(?:أيضا\s+|أيضاً\s+)?(?:باسم|ب|بـ)|و?(?:ي|ت)عرف\s+(?:أيضا\s+|أيضاً\s+)?باسم"
    r"|أيضا|أيضاً)[\s:]"
    r"|(?:^|\s)(?:[a-z]|\d{1,2})\)\s",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*،\s*")
_BORN = re.compile(r"[,\s](?:born\s+(?:in|on|\d)|DOB\b|POB\b|passport\b).*", re.IGNORECASE | re.DOTALL)
_COUNTED = re.compile(r"(?:^|\s)(?:[a-z]|\d{1,2})\)\s", re.IGNORECASE)
_NOTE = re.compile(
    r"\b(?:previously|formerly|listed|birth|born|maiden|false|identity|combat|script|sub-unit|unit name|nom de guerre"
    r"|nickname|alias|deceased|dob|pob|passport|spelling|variant|[A-Z]{2}[eipg]\.\d+)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:in\s+)?(?:original|arabic|persian|urdu|pashto|dari)(?:\s+script)?\s*:\s*|\(original script\)"
                    r"|\s+-\s+sub-unit name", re.IGNORECASE)  # fmt: skip
_SHORT = re.compile(r"[A-Z][\w’'-]{1,11}(?:[-/][A-Z]+)?$")
_IN_ARABIC = re.compile(rf"\barabic(?:\s+script)?\s*:\s*([{ARABIC}][{ARABIC}\s-]*)", re.IGNORECASE)
_OPEN_END = (
    "عبد",
    "عبدال",
    "أبو",
    "ابو",
    "أبي",
    "أم",
    "ابن",
    "بن",
    "بنت",
    "ولد",
    "آل",
    "ال",
    "في",
    "من",
    "و",
    "إلى",
    "على",
)


def names_in(text: str, person: bool = False) -> tuple[str, ...]:
    """The names that a field means, each once, as it is written there with single blanks.

    A line break inside a name is a blank; lines that repeat one another's first or last word are names of their own.
    What stands in brackets is a further name where it is in another script or is short for the name, is left out where
    it is a note, and stays with the name otherwise. An Arabic comma parts the names of a `person` alone. A text that is
    too long for any names stays whole.
    """
    if len(text) > _FIELD:
        return (said(text),)
    lines = _lines(text)
    found = (name for line in lines for part in _bracketed(line) for name in _parted(part, person))
    return tuple(dict.fromkeys(name for name in found if is_name(name)))


def names_in_note(text: str) -> tuple[str, ...]:
    """The names that a note gives after words like "in Arabic script:"."""
    return tuple(dict.fromkeys(clean(found[1]) for found in _IN_ARABIC.finditer(text)))


def counted(text: str) -> list[str]:
    """The parts of a text that counts them: `a) Treasurer b) Speaker`; the whole where it does not."""
    return [part for part in map(said, _COUNTED.split(text)) if part]


def clean(text: str) -> str:
    """A text with single blanks, without quotes or brackets around it and commas at its ends."""
    text = " ".join(text.split()).strip(" ,،.;:-–" if len(text) < 3 else " ,،;:")
    while text and text[0] in _QUOTES and text[-1] in _QUOTES and len(text) > 1:
        text = text[1:-1].strip(" ,،;:")
    return _balanced(text)


def in_order(text: str) -> tuple[str, ...]:
    """The parts of a person's name that a list writes as "family, given": given names first; empty otherwise."""
    family, comma, given = text.partition(",")
    family, given = family.strip(), given.strip()
    if not comma or not family or not given or "," in given or is_arabic(text):
        return ()
    return (given, family) if given.casefold().strip(".") not in _SUFFIXES else ()


_SUFFIXES = ("jr", "sr", "ii", "iii", "iv", "ltd", "inc", "co", "llc")


def is_arabic(text: str) -> bool:
    """Whether a letter of Arabic script stands in it, presentation forms too."""
    return _IS_ARABIC.search(text) is not None


def is_name(text: str) -> bool:
    """Whether it can be a name: it has a letter or a digit."""
    return any(map(str.isalnum, text))


def said(*parts: str) -> str:
    """Parts that are not empty, with blanks between."""
    return " ".join(" ".join(parts).split())


def each(parts: Iterable[str]) -> tuple[str, ...]:
    """Texts with single blanks, each once, those that are empty left out."""
    return tuple(dict.fromkeys(filter(None, map(said, parts))))


def _lines(text: str) -> list[str]:
    """The lines that are names of their own; all in one where they are one name that was broken."""
    lines = [line for line in map(said, re.split(r"[\r\n\u2028\u2029\x85]+", text)) if line]
    for above, below in pairwise(lines):
        first, second = above.split(), below.split()
        alone = min(len(first), len(second)) > 1 and first[-1] not in _OPEN_END
        if not alone or (first[0] != second[0] and first[-1] != second[-1]):
            return [said(*lines)]
    return lines


def _bracketed(text: str, depth: int = 0) -> Iterator[str]:
    """A text without what does not belong to the name in brackets, and then what is a name there."""
    outside, inside = text, []
    for held in _brackets(text):
        content = _LABEL.sub("", held[1:-1]).strip()
        if _is_further(content, outside.replace(held, "")):
            inside.append(content)
        elif not _NOTE.search(held) and not content.islower():
            continue
        outside = outside.replace(held, " ", 1)
    yield outside
    for content in inside:
        yield from _bracketed(content, depth + 1) if depth < _DEPTH else [content]


def _is_further(content: str, name: str) -> bool:
    """Whether what stands in brackets is a name of its own: several, one in another script, or the initials."""
    script = _script(content)
    if ";" in content or (script and script != _script(name)) or (script == "arabic" and " " in content):
        return True
    initials, left = list(filter(str.isupper, content)), iter(name.upper())
    return len(initials) > 1 and bool(_SHORT.match(content)) and all(letter in left for letter in initials)


def _brackets(text: str) -> Iterator[str]:
    """Every outermost pair of brackets with what stands in it; those that nothing closes are left."""
    depth = start = 0
    for place, char in enumerate(text):
        if char in "([":
            depth += 1
            start = place if depth == 1 else start
        elif char in ")]" and depth:
            depth -= 1
            if not depth:
                yield text[start : place + 1]


def _parted(text: str, person: bool) -> Iterator[str]:
    for part in _BETWEEN.split(text):
        bare = _BORN.sub("", part)
        for piece in _COMMA.split(bare) if person else (bare,):
            yield from map(clean, _by_script(piece))


def _by_script(text: str) -> Iterator[str]:
    """A text by the runs of its scripts; whole where one of them is a single word, which belongs to the other."""
    runs: list[list[str]] = []
    before = ""
    for word in text.split():
        script = _script(word) or before
        if runs and script == before:
            runs[-1].append(word)
        else:
            runs.append([word])
        before = script
    whole = len(runs) < 2 or any(len(run) < 2 for run in runs)
    yield from [text] if whole else map(" ".join, runs)


def _script(text: str) -> str:
    """ "arabic" or "other", by the first letter; empty without one."""
    letter = _LETTER.search(text)
    return "" if letter is None else "arabic" if is_arabic(letter[0]) else "other"


def _balanced(text: str) -> str:
    """Without a bracket at an end that has no partner."""
    if text.count("(") < text.count(")"):
        text = text.lstrip(") ") if text.startswith(")") else text.rstrip(") ") if text.endswith(")") else text
    elif text.count("(") > text.count(")"):
        text = text.rstrip("( ") if text.endswith("(") else text.lstrip("( ") if text.startswith("(") else text
    return text.strip(" ,،;:")
