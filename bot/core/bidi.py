"""Marks that keep Arabic and Latin text in their order on a screen.

Telegram strips the embedding controls U+202A-202E; the mark U+200F and the isolates U+2066-2069 survive.
"""

import re

RIGHT_TO_LEFT_MARK = "\N{RIGHT-TO-LEFT MARK}"
_LEFT_TO_RIGHT_ISOLATE = "\N{LEFT-TO-RIGHT ISOLATE}"
_FIRST_STRONG_ISOLATE = "\N{FIRST STRONG ISOLATE}"
_POP_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"
ISOLATES = (_LEFT_TO_RIGHT_ISOLATE, _FIRST_STRONG_ISOLATE)

_ISOLATED = re.compile(f"[{''.join(ISOLATES)}][^{''.join(ISOLATES)}{_POP_ISOLATE}]*{_POP_ISOLATE}")
# Letters and digits of left-to-right scripts from Latin to Armenian; letters of right-to-left scripts.
_LEFT_TO_RIGHT = re.compile("[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u0370-\u058f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

# Every control that could turn the order of what follows it; foreign text is rid of them.
_CONTROLS = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C],
)


def ltr(value: object) -> str:
    """Latin words, numbers, dates: isolated, so that an Arabic line does not turn them around."""
    return f"{_LEFT_TO_RIGHT_ISOLATE}{value}{_POP_ISOLATE}"


def isolate(value: object) -> str:
    """Text whose direction is not known: its first strong letter decides for it alone."""
    return f"{_FIRST_STRONG_ISOLATE}{value}{_POP_ISOLATE}"


def isolated(value: str, *, rtl: bool) -> str:
    """A piece for a line that runs from right to left or not: isolated where any of it, outside of isolates of its
    own, runs the other way."""
    against = _LEFT_TO_RIGHT if rtl else _RIGHT_TO_LEFT
    return isolate(value) if against.search(outside(value)) else value


def outside(text: str) -> str:
    """What of a text stands outside of all isolates."""
    changed = 1
    while changed:
        text, changed = _ISOLATED.subn("", text)
    return text


def strip_controls(text: str) -> str:
    """Foreign text without direction controls, so that none of them reaches past its own end."""
    return text.translate(_CONTROLS)
