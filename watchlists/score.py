"""From what differs to a score of 0-100, and the one table of the codes that say what differs.

| code | what differs | example |
|---|---|---|
| `clitic:و+ل` | particles before the word | ولداعش |
| `spelling:ة→ه` | a letter that writers exchange, watched letter first | القاعده |
| `typo:س→ش` `typo:-ي` `typo:+ي` | one edit: exchanged, left out, too many | غوتيريش |
| `definite` | the article added or dropped | التفجير الانتحاري |
| `number` `gender` `case` `tanween` `pronoun` | an ending of the grammar, a broken plural | تفجيرات، تفجيرا |
| `verb` `masdar` | another verb form; the verbal noun for the verb or the other way | أحبطت، إحباط |
| `joined` `split` | two words written as one, one written as two | بوكوحرام |
| `separator:-` | what stands between two words instead of a space | داعش-خراسان |
| `inserted:الإرهابي` | a further word inside | داعش الإرهابي خراسان |
| `missing:محمد` | a word of the alias that does not stand there | |
| `order` | the words of a person's name the other way round | الظواهري، أيمن |
| `context:+تنظيم` `context:-الجوية` | a word that speaks for or against a homograph | القاعدة الجوية |
"""

from collections.abc import Iterable

from watchlists.fuzzy import is_cheap

_PENALTIES = {
    "clitic": 2.0, "spelling": 1.0, "definite": 2.0, "number": 3.0, "gender": 2.0, "case": 1.0, "tanween": 3.0,
    "pronoun": 3.0, "verb": 3.0, "masdar": 4.0, "joined": 2.0, "split": 3.0, "separator": 1.0, "inserted": 4.0,
    "missing": 5.0, "order": 4.0,
}  # fmt: skip
_LOOSE = 4.0
_SAFE_PAIRS = frozenset("أا إا آا ةه اأ اإ اآ هة أإ إأ أآ آأ إآ آإ".split())
_TYPO, _CHEAP_TYPO = 100.0, 60.0
# A misspelling that is one only behind a particle, or with a word inside or missing, is right two times in three.
_TOGETHER, _COVERS = 12.0, frozenset({"clitic", "inserted", "missing", "definite"})


def score(how: Iterable[str], letters: int) -> float:
    """100 for the same letters, less for each distinct difference; an edit weighs more in a name of few letters."""
    codes = dict.fromkeys(how)
    kinds = {code.partition(":")[0] for code in codes}
    lost = sum(_penalty(code, letters) for code in codes)
    lost += _TOGETHER if "typo" in kinds and not _COVERS.isdisjoint(kinds) else 0.0
    return round(max(0.0, 100.0 - lost), 1)


def _penalty(code: str, letters: int) -> float:
    kind, _, detail = code.partition(":")
    if kind == "typo":
        return (_CHEAP_TYPO if is_cheap(code) else _TYPO) / max(letters, 5)
    if kind == "spelling" and detail.replace("→", "") not in _SAFE_PAIRS:
        return _LOOSE
    return _PENALTIES[kind]
