"""Which edition of a list a file is, and what the list is called."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import PurePath

from watchlists.imports.reading import Format, text_of

_ISO = re.compile(r"""\b(?:dateGenerated|generationDate)=["'](?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)""")
_AMERICAN = re.compile(r"<(?:\w+:)?Publish_Date>(?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4})<")
_ISSUED = re.compile(
    r"<DateOfIssue[^>]*>\s*<Year>(?P<year>\d+)</Year>\s*<Month>(?P<month>\d+)</Month>\s*<Day>(?P<day>\d+)</Day>"
)
# Formats that many publishers write: what they hold is called after the file.
_OF_ANYBODY = ("csv", "ftm")
_DAY = re.compile(r"[-_. ]*\d{4}[-_.]?\d\d[-_.]?\d\d")
_NO_SLUG = re.compile(r"[^\w-]+")
_TITLES: Mapping[str, Mapping[str, str]] = {
    "un": {"ar": "قائمة مجلس الأمن الموحدة", "en": "UN Security Council Consolidated List"},
    "ofac": {"ar": "قائمة العقوبات الأمريكية", "en": "US sanctions (OFAC)"},
    "eu": {"ar": "قائمة العقوبات الأوروبية", "en": "EU consolidated financial sanctions"},
}


def edition(head: bytes) -> date | None:
    """The day on which a list was made, as the beginning of its file says; None where it does not."""
    text = text_of(head)
    for form in (_ISO, _AMERICAN, _ISSUED):
        if found := form.search(text):
            with suppress(ValueError):
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
    return None


def own_slug(of: Format, filename: str) -> str:
    """The slug of a list where nobody gives one: the format's of an authority, else the file's name without its day."""
    authority = of.name.partition("-")[0]
    if authority not in _OF_ANYBODY:
        return authority
    name = _DAY.sub("", PurePath(filename).name.partition(".")[0])
    return _NO_SLUG.sub("-", name).strip("-_").lower() or of.name


def own_title(of: Format, slug: str) -> Mapping[str, str]:
    """The title of a list where nobody gives one."""
    authority = of.name.partition("-")[0]
    return {"en": slug} if authority in _OF_ANYBODY else _TITLES.get(authority, {"en": of.title})
