"""Which language a text is written in, by script, letters and function words: a hint, never a gate."""

import re

from watchlists.normalize import words

_SAMPLE = 300
_WORDS = {
    "ar": frozenset("في من على إلى أن التي الذي هذا هذه عن مع كان بعد قال وفي ومن".split()),
    "fa": frozenset("در به از که این است را با برای های می شد آن خود تا کرد".split()),
    "ur": frozenset("کے میں کی ہے کا سے کو نے پر اور ہیں اس کہ بھی ایک".split()),
    "en": frozenset("the of and to in a is that for on with was as by at from".split()),
}
_SCRIPTS = {
    "arabic": re.compile("[\u0620-\u064a\u066e-\u06ff\ufb50-\ufdff\ufe70-\ufefc]+"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f]+"),
    "other": re.compile("[\u0370-\u058f\u05d0-\u05ea\u0900-\u1fff\u3040-\uffdc]+"),
}
_LETTERS = {"fa": frozenset("پچژگکی"), "ur": frozenset("ٹڈڑےںہھ")}


def language(text: str) -> str:
    """`ar`, `fa`, `ur`, `en`, or `und` where neither script nor words decide. Reads the first 300 characters."""
    sample = text[:_SAMPLE]
    counts = {name: sum(map(len, pattern.findall(sample))) for name, pattern in _SCRIPTS.items()}
    script = max(counts, key=lambda name: counts[name])
    if not counts[script] or script == "other":
        return "und"
    if script == "arabic":
        return _arabic_script(sample)
    return "en" if _votes(sample)["en"] else "und"


def _arabic_script(sample: str) -> str:
    votes: dict[str, float] = dict(_votes(sample))
    for code, letters in _LETTERS.items():
        votes[code] += sum(map(sample.count, letters)) / 10
    best = max(("ar", "fa", "ur"), key=lambda code: votes[code])
    return best if votes[best] else "ar"


def _votes(sample: str) -> dict[str, int]:
    read = words(sample.casefold())
    return {code: sum(map(known.__contains__, read)) for code, known in _WORDS.items()}
