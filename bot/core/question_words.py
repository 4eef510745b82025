"""The words that questions are asked in, in both languages: what says which command is meant, and what says nothing."""

from collections.abc import Iterator, Mapping
from typing import Final

from watchlists.normalize import key

Phrase = tuple[str, ...]

LONGEST_PHRASE: Final = 3
"""Words of the longest phrase of the tables below."""

_CUES: Final[Mapping[str, str]] = {
    "status": "what|whats|how|hows|show|show me|tell me|give me|tell us|status|state|situation|happening|happened"
    "|going on|doing|up to|info|information|check|look up|who is|whos"
    "|ما|ماذا|وش|ايش|شو|شنو|ايه|وشو|كيف|شلون|وضع|حال|حالة|الوضع|موقف|صار|يصير|بيصير|حصل|يحصل|جرى|يجري|حدث|يحدث"
    "|اعرض|أرني|ورني|أعطني|عطني|هات|قل لي|خبرني|أخبرني|حدثني|معلومات|من هو|من هم",
    "latest": "latest|news|newest|recent|updates|update|headlines|whats new|new|anything new"
    "|آخر|أحدث|أخبار|الأخبار|خبر|جديد|الجديد|مستجدات|المستجدات|تطورات|التطورات",
    "watch": "follow|track|monitor|subscribe|subscribe to|alert me|notify me|tell me when|keep an eye|start watching"
    "|start following"
    "|تابع|راقب|ارصد|اشترك|نبهني|أبلغني|متابعة",
    "unwatch": "unfollow|unsubscribe|stop watching|stop following|stop tracking|dont watch"
    "|ألغ|ألغ متابعة|إلغاء متابعة|أوقف متابعة|لا تتابع",
    "mute": "silence|snooze|hush|اكتم|أسكت|اسكت عن|اصمت عن",
    "unmute": "stop muting|unsilence|ألغ كتم|ألغ الكتم|إلغاء كتم|فك كتم|فك الكتم",
}
# What the help shows of them.
_ASKED_BY: Final[Mapping[str, Phrase]] = {
    "status": ("ما وضع", "كيف حال", "وش صار مع", "أخبرني عن"),
    "latest": ("آخر", "أخبار", "آخر أخبار", "ما الجديد عن"),
    "watch": ("نبهني عن",),
}
_STRENGTH = ("", "status", "latest", "watch", "mute", "unwatch", "unmute")
_POLITE = (
    "please|pls|kindly|thanks|thank you|hi|hello|hey|rasid|bot|now|right now|currently"
    "|من فضلك|لو سمحت|رجاء|فضلا|شكرا|الآن|حاليا|هلأ|هسه|دلوقتي|راصد|يا راصد|مرحبا|أهلا|السلام عليكم|بالله"
)
_LEAST = (
    "from|at least|min|minimum|severity|level|only|and above|or more|and up|من|من شدة|شدة|بشدة|الشدة|من درجة|فأعلى"
    "|فما فوق|وما فوق|على الأقل|فقط"
)
_BETWEEN = (
    "me|us|the|a|of|on|about|with|for|from|in|is|are|was|were|has|have|there|any|anything|some|can|could|would|will"
    "|you|i|we|want|need|like|to|do|does|did|know|see|get|give|it|its|going|up|been|at|by|this|that|they|them"
    "|هل|هو|هي|عن|مع|في|بخصوص|بشأن|حول|على|من|لي|لنا|أريد|أود|ابغى|ابي|بدي|عايز|حابب|أن|أعرف|إلى|ممكن|أرجو|لك|عند|قد"
    "|التي|الذي|بتاع|تبع|أمر|أمور|هناك|هذه|هذا|ذلك|شي|شيء|كل شيء"
)


def command_of(phrase: Phrase) -> str:
    """The command that a folded phrase of a question asks for, '' where it asks for none."""
    return _COMMANDS.get(phrase, "")


def is_passed_over(phrase: Phrase) -> bool:
    """Whether a folded phrase before a name says nothing."""
    return phrase in _PASSED


def is_an_ending(phrase: Phrase) -> bool:
    """Whether a folded phrase behind a name says nothing."""
    return phrase in _ENDING


def stronger(one: str, other: str) -> str:
    """Which of two commands is meant where both are asked for: «ألغ متابعة داعش» ends a subscription."""
    return max(one, other, key=_STRENGTH.index)


def asked_by(command: str) -> tuple[str, ...]:
    """Some Arabic words that a question which this command answers begins with; none for most commands."""
    return _ASKED_BY.get(command, ())


def only_asks(word: str) -> bool:
    """Whether a question that begins with this folded word asks whether something is so."""
    return word in _ASKING


def _folded(table: str) -> Iterator[Phrase]:
    return (tuple(map(key, phrase.split())) for phrase in table.split("|"))


_COMMANDS: Final = {phrase: command for command, table in _CUES.items() for phrase in _folded(table)}
_ENDING: Final = frozenset(_folded(f"{_POLITE}|{_LEAST}"))
_PASSED: Final = _ENDING | frozenset(_folded(_BETWEEN))
_ASKING: Final = frozenset(
    map(key, "do does did is are was were have has who when why how what هل متى من كيف لماذا".split())
)
