"""Names of files that people are sent: of letters of any script, and of nothing that could lead elsewhere."""

import re
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.bidi import strip_controls

# Of a name before its ending, in characters; in UTF-8 every system takes so many.
_LONGEST = 60
# Anything but letters with their marks, digits, and signs that mean nothing to a shell, a header or a path.
_OTHERS = re.compile(r"[^\w.\-]+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
# What Windows takes for a device, whatever follows it.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)\Z")
_FALLBACK = "rasid"


def safe_name(name: str) -> str:
    """A file name without path, controls, blanks and signs; Arabic stays. Never empty, never hidden."""
    whole = unicodedata.normalize("NFC", strip_controls(name)).encode("utf-8", "ignore").decode()
    ending = _ENDING.search(whole)
    stem = whole[: ending.start()] if ending else whole
    stem = _OTHERS.sub("-", stem)[:_LONGEST].strip("-._")
    if not stem or _DEVICES.match(stem):
        stem = f"{_FALLBACK}-{stem}".rstrip("-")
    return f"{stem}{ending.group() if ending else ''}"


def dated_name(words: tuple[str, ...], now: datetime, timezone: str, ending: str) -> str:
    """`rasid-ISKP-7d-2026-03-05.csv`: what is in it, and the day on the reader's clock."""
    day = now.astimezone(ZoneInfo(timezone)).date().isoformat()
    return safe_name(f"{'-'.join((_FALLBACK, *words, day))}.{ending}")
