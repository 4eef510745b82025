"""The codes of a match in words: `clitic:ل`, `spelling:ة→ه`, `typo:س→ش`."""

from collections.abc import Iterable

from bot.core.bidi import isolate
from bot.core.language import Texts


def explained(codes: Iterable[str], texts: Texts) -> str:
    """All codes as one clause; a code that has no words yet is shown as it is."""
    return texts.say("; ").join(_one(code, texts) for code in codes)


def _one(code: str, texts: Texts) -> str:
    kind, _, detail = code.partition(":")
    sentence = _sentences(texts).get(kind)
    if sentence is None:
        return isolate(code)
    return f"{sentence} {isolate(detail)}" if detail else sentence


def _sentences(texts: Texts) -> dict[str, str]:
    return {
        "clitic": texts.say("attached particle"),
        "spelling": texts.say("other spelling"),
        "typo": texts.say("one letter off"),
        "inserted": texts.say("with a word inside"),
        "missing": texts.say("a word is missing"),
        "context": texts.say("by the words around"),
        "tanween": texts.say("case ending"),
        "definite": texts.say("with or without the article"),
        "number": texts.say("other number"),
        "joined": texts.say("written together"),
        "split": texts.say("written apart"),
        "separator": texts.say("other separator"),
        "order": texts.say("other order"),
        "inflected": texts.say("inflected"),
        "needs": texts.say("confirmed by"),
        "status": texts.say("status by"),
        "actor": texts.say("done by"),
        "target": texts.say("done to"),
        "place": texts.say("place by"),
        "killed": texts.say("killed"),
        "injured": texts.say("injured"),
        "arrested": texts.say("arrested"),
        "when": texts.say("time by"),
    }
