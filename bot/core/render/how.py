"""The codes of a match in words: `clitic:ل`, `spelling:ة→ه`, `typo:س→ش`. A new code of the matcher is a line here."""

from collections.abc import Callable, Iterable, Mapping

from bot.core.language import Texts
from bot.core.render.words import entry_name, quoted, status_name
from watchlists.model import Watchlists

# Longer explanations help nobody; a detail may be a word of the source of any length.
_MOST_CODES = 12
_LONGEST_DETAIL = 40

Sentence = Callable[[str, Watchlists, Texts], str]


def explained(codes: Iterable[str], watchlists: Watchlists, texts: Texts) -> str:
    """All codes as one clause, each said once; a code that has no words yet is shown as it is."""
    clauses = dict.fromkeys(_clause(code, watchlists, texts) for code in codes)
    return texts.say("; ").join(list(clauses)[:_MOST_CODES])


def _clause(code: str, watchlists: Watchlists, texts: Texts) -> str:
    kind, _, detail = code.partition(":")
    sentence = SENTENCES.get(kind)
    return sentence(detail, watchlists, texts) if sentence else quoted(code, _LONGEST_DETAIL)


def _plain(say: Callable[[Texts], str]) -> Sentence:
    return lambda _detail, _watchlists, texts: say(texts)


def _clitic(detail: str, _: Watchlists, texts: Texts) -> str:
    return texts.say("with the particle “{word}”", word=_quoted(detail))


def _inserted(detail: str, _: Watchlists, texts: Texts) -> str:
    return texts.say("with “{word}” in between", word=_quoted(detail))


def _missing(detail: str, _: Watchlists, texts: Texts) -> str:
    return texts.say("without “{word}”", word=_quoted(detail))


def _separator(detail: str, _: Watchlists, texts: Texts) -> str:
    return texts.say("parted by “{word}”", word=_quoted(detail))


def _spelling(detail: str, _: Watchlists, texts: Texts) -> str:
    name, _arrow, there = detail.partition("→")
    return texts.say("“{there}” written for “{name}”", there=_quoted(there), name=_quoted(name))


def _typo(detail: str, _: Watchlists, texts: Texts) -> str:
    name, arrow, there = detail.partition("→")
    if arrow:
        return texts.say("“{there}” mistyped for “{name}”", there=_quoted(there), name=_quoted(name))
    letter = _quoted(detail[1:])
    return (
        texts.say("“{word}” left out", word=letter) if detail[:1] == "-" else texts.say("“{word}” added", word=letter)
    )


def _case(detail: str, _: Watchlists, texts: Texts) -> str:
    name, _arrow, there = detail.partition("→")
    return texts.say("“{there}” as the case of “{name}”", there=_quoted(there), name=_quoted(name))


def _context(detail: str, _: Watchlists, texts: Texts) -> str:
    word = _quoted(detail[1:])
    if detail == "+«»":
        return texts.say("named in quotation marks")
    if detail[:1] == "-":
        return texts.say("though “{word}” speaks against the name", word=word)
    return texts.say("“{word}” speaks for the name", word=word)


def _status(detail: str, _: Watchlists, texts: Texts) -> str:
    status, _arrow, word = detail.partition("←")
    name = status_name(status, texts) or texts.say("it happened")
    return texts.say("by “{word}”: {status}", word=_quoted(word), status=name)


def _actor(detail: str, watchlists: Watchlists, texts: Texts) -> str:
    word, _arrow, key = detail.rpartition("→")
    name = entry_name(key, watchlists, texts)
    if word == "nearest":
        return texts.say("done by the group named nearest: {name}", name=name)
    if word == "claim":
        return texts.say("done by who claims it: {name}", name=name)
    if word == "before":
        return texts.say("done by the group of the sentence before: {name}", name=name)
    return texts.say("“{word}” means: {name}", word=_quoted(word), name=name)


def _place(detail: str, watchlists: Watchlists, texts: Texts) -> str:
    if detail == "near":
        return texts.say("the place named nearest")
    if detail == "before":
        return texts.say("the place of the sentence before")
    if detail in watchlists.events:
        return texts.say("at the place of: {name}", name=entry_name(detail, watchlists, texts))
    return texts.say("the place after “{word}”", word=_quoted(detail))


def _event(detail: str, watchlists: Watchlists, texts: Texts) -> str:
    how, _arrow, key = detail.rpartition("→")
    name = entry_name(key, watchlists, texts)
    if how == "claimed":
        return texts.say("the act that is claimed: {name}", name=name)
    return texts.say("the act that is told of: {name}", name=name)


def _figure(say: Callable[[Texts, int], str]) -> Sentence:
    return lambda detail, _, texts: say(texts, int(detail)) if detail.isdecimal() else _quoted(detail)


def _uncertain(detail: str, _: Watchlists, texts: Texts) -> str:
    words = {
        "killed": texts.say("how many were killed is uncertain"),
        "injured": texts.say("how many were injured is uncertain"),
        "arrested": texts.say("how many were arrested is uncertain"),
    }
    return words.get(detail, texts.say("the number is uncertain"))


def _outlet(detail: str, _: Watchlists, texts: Texts) -> str:
    return texts.say("a claim, for the group's own medium tells it ({outlet})", outlet=_quoted(detail))


def _when(detail: str, _: Watchlists, texts: Texts) -> str:
    return texts.say("on {date}", date=_quoted(detail))


def _quoted(detail: str) -> str:
    return quoted(detail, _LONGEST_DETAIL)


SENTENCES: Mapping[str, Sentence] = {
    "clitic": _clitic,
    "spelling": _spelling,
    "typo": _typo,
    "definite": _plain(lambda texts: texts.say("with or without the article")),
    "number": _plain(lambda texts: texts.say("in another number")),
    "gender": _plain(lambda texts: texts.say("in the other gender")),
    "case": _case,
    "tanween": _plain(lambda texts: texts.say("with a case ending")),
    "pronoun": _plain(lambda texts: texts.say("with a pronoun attached")),
    "verb": _plain(lambda texts: texts.say("in another form of the verb")),
    "masdar": _plain(lambda texts: texts.say("as a verb for its noun, or the noun for its verb")),
    "joined": _plain(lambda texts: texts.say("written together")),
    "split": _plain(lambda texts: texts.say("written apart")),
    "separator": _separator,
    "inserted": _inserted,
    "missing": _missing,
    "order": _plain(lambda texts: texts.say("in another order")),
    "context": _context,
    "status": _status,
    "actor": _actor,
    "place": _place,
    "event": _event,
    "claim": _plain(lambda texts: texts.say("the claim goes on after an aside")),
    "denial": _plain(lambda texts: texts.say("a hand in it is denied")),
    "figures": _plain(lambda texts: texts.say("the figures stand in the next sentence")),
    "killed": _figure(lambda texts, n: texts.count("{n} killed", "{n} killed", n)),
    "injured": _figure(lambda texts, n: texts.count("{n} injured", "{n} injured", n)),
    "arrested": _figure(lambda texts, n: texts.count("{n} arrested", "{n} arrested", n)),
    "count": _figure(lambda texts, n: texts.count("{n} time", "{n} times", n)),
    "uncertain": _uncertain,
    "when": _when,
    "outlet": _outlet,
}
"""Every kind of code that the matcher, the event reader and the claims of outlets give."""
