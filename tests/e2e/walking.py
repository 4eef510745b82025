"""What a walk over all commands says and expects: each command's own example, and an answer that makes sense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.bidi import outside
from bot.core.model import Language
from bot.locales import load_texts
from handlers.commands import registry
from tests.e2e.test_conversation import ATTACK

TEXTS = load_texts()
RETREAT = {
    "id": "retreat-1",
    "title": "مسلحون يغادرون مواقعهم في شبوة",
    "text": "قال تنظيم القاعدة في جزيرة العرب إن مقاتليه انسحبوا من شبوة بعد وساطة قبلية.",
    "source": "مرصد الشرق",
}
NEWS = [ATTACK, RETREAT]
# What is said where a command was not reached, or broke.
LOST = (
    "Something went wrong on my side. Nothing was changed; the operator finds it in the log.",
    "I did not understand that.",
    "I do not know that command.",
    "This bot is private.",
    "Only an administrator may do that.",
)
NAMES: dict[Language, str] = {"ar": "خراسان", "en": "Khorasan"}
_ID = re.compile(r"\b([ASRT])\d+\b")
_ARABIC, _LATIN = re.compile("[\u0621-\u064a]"), re.compile("[A-Za-z]{2,}")


def lines() -> Iterator[tuple[str, str]]:
    """Every command of the registry, with its example about what there is: the first alert, the first stories."""
    for name, command in registry.commands().items():
        yield name, _about_what_is_there(command.example).removeprefix("/")


def problems(name: str, line: str, said: str, language: Language) -> list[str]:
    """What is wrong with an answer; `said` are its words without those of its buttons."""
    found = [f"lost: {one}" for one in LOST if TEXTS[language].say(one) in said]
    bare = outside(said)
    if language == "ar" and not _ARABIC.search(said):
        found.append("no Arabic")
    if language == "ar" and (words := _LATIN.findall(bare)):
        found.append(f"Latin that nothing keeps in order: {words}")
    if language == "en" and _ARABIC.search(bare):
        found.append("Arabic in English")
    if "ISKP" in line and NAMES[language] not in said and "ISKP" not in said:
        found.append("not about what was asked")
    return [f"/{name}: {one}: {said[:200]!r}" for one in found]


def _about_what_is_there(example: str) -> str:
    seen: dict[str, int] = {}

    def counted(found: re.Match[str]) -> str:
        seen[found[1]] = seen.get(found[1], 0) + 1
        return f"{found[1]}{seen[found[1]]}"

    return _ID.sub(counted, example)
