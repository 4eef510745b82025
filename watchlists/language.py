"""Which language a text is written in, by script, letters and function words: a hint, never a gate."""

from collections import Counter

from watchlists.normalize import words

_SAMPLE = 1500
_WORDS = {
    "ar": frozenset("في من على إلى أن التي الذي هذا هذه عن مع كان بعد قال وفي ومن".split()),
    "fa": frozenset("در به از که این است را با برای های می شد آن خود تا کرد".split()),
    "ur": frozenset("کے میں کی ہے کا سے کو نے پر اور ہیں اس کہ بھی ایک".split()),
    "en": frozenset("the of and to in a is that for on with was as by at from".split()),
}
_LETTERS = {"fa": frozenset("پچژگکی"), "ur": frozenset("ٹڈڑےںہھ")}


def language(text: str) -> str:
    """`ar`, `fa`, `ur`, `en`, or `und` where neither script nor words decide. Reads the first 1,500 characters."""
    sample = text[:_SAMPLE]
    scripts = Counter(_script(char) for char in sample if char.isalpha())
    if not scripts:
        return "und"
    script = max(("arabic", "latin", "other"), key=lambda name: scripts[name])
    if script == "arabic":
        return _arabic_script(sample)
    return "en" if script == "latin" and _votes(sample)["en"] else "und"


def _script(char: str) -> str:
    if "\u0600" <= char <= "\u08ff" or "\ufb50" <= char <= "\ufefc":
        return "arabic"
    return "latin" if char < "\u0250" else "other"


def _arabic_script(sample: str) -> str:
    votes: dict[str, float] = dict(_votes(sample))
    for code, letters in _LETTERS.items():
        votes[code] += sum(map(sample.count, letters)) / 10
    best = max(("ar", "fa", "ur"), key=lambda code: votes[code])
    return best if votes[best] else "ar"


def _votes(sample: str) -> dict[str, int]:
    read = [word.casefold() for word in words(sample)]
    return {code: sum(word in known for word in read) for code, known in _WORDS.items()}
