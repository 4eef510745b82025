"""Articles for the pages: our own invention."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.model import Incoming

NOW = datetime.now(UTC).replace(microsecond=0)
ATTACK = "أعلن تنظيم داعش خراسان مسؤوليته عن تفجير انتحاري في قندهار أسفر عن مقتل 21 شخصا في سوق الصوف."
COPY = ATTACK
ARREST = "اعتقلت الشرطة في كونار خمسة من عناصر حركة طالبان باكستان بعد مداهمة منزل في أطراف المدينة."


def attack(name: str = "a", source: str = "وكالة الأفق", hours: float = 1, **fields: str) -> Incoming:
    """A bombing in Kandahar that ISKP claims; published so many hours ago."""
    return article(ATTACK, name, source, hours, **({"title": "تفجير في قندهار"} | fields))


def arrest(name: str = "b", source: str = "مرصد الوادي", hours: float = 2) -> Incoming:
    """Five men of another group were arrested in Kunar."""
    return article(ARREST, name, source, hours, title="اعتقالات في كونار")


def article(
    text: str, name: str = "x", source: str = "وكالة الأفق", hours: float = 1, title: str | None = None, url: str = ""
) -> Incoming:
    """Any text."""
    published = NOW - timedelta(hours=hours)
    return Incoming(source, text, external_id=name, title=title, url=url or None, published=published)
