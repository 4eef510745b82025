"""Titles as programs write them into files."""

import re
from typing import Final

_PROGRAMS: Final = re.compile(
    r"(?:microsoft\s+\w+|word(?: document)?|powerpoint|untitled|document|slide|print|مستند|بدون عنوان|doc|scan)"
    r"[\s\-_]*\d*"
    r"(?:\s+-\s.*)?"
    r"|.*\.(?:docx?|pdf|odt|rtf|indd|qxd|pptx?|xlsx?|txt|html?|tmp|dot[xm]?)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST: Final = 300


def sensible(title: str | None) -> str | None:
    """A title that somebody wrote; None for what programs put there (`Microsoft Word - a.doc`, `Untitled`)."""
    words = " ".join((title or "").split())
    return words if words and len(words) <= _LONGEST and not _PROGRAMS.fullmatch(words) else None
