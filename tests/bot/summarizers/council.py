"""An article to summarise: a council meets, and speaks of a raid and a bombing."""

from collections.abc import Collection

from bot.ports import Summary
from bot.summarizers.extractive import Extractive
from watchlists.model import Document, Event, Field, Findings, Mention, Severity

LEAD = "عقد مجلس المدينة اجتماعه الأسبوعي صباح الأحد في قاعة البلدية."
CALM = "ناقش المجتمعون ميزانية الطرق والمدارس للعام المقبل."
RAID = "وقال المحافظ إن الشرطة اعتقلت خمسة مشتبه بهم في غارة على مزرعة."
BOMB = "وكان تفجير انتحاري قد أودى بحياة عشرين شخصا في السوق الشمالي قبل يومين."
AGAIN = "وكان تفجير انتحاري أودى بحياة عشرين شخصا في السوق الشمالي."
NAMED = "ونسبت السلطات الهجوم إلى داعش خراسان الذي ينشط في الجبال."
TALK = "وتحدث عضو آخر عن موسم الأمطار وتوزيع البذور على الفلاحين."
TEXT = "\n".join([LEAD, CALM, RAID, TALK, BOMB, AGAIN, NAMED])
SEVERITIES: dict[str, Severity] = {"suicide_bombing": "critical", "raid": "low"}


def event(key: str, words: str, text: str = TEXT, field: Field = "text", killed: int | None = None) -> Event:
    start = text.index(words)
    return Event(key, words, words, field, start, start + len(words), 97.0, (start, start + len(words)), killed=killed)


def mention(key: str, words: str, text: str = TEXT, field: Field = "text") -> Mention:
    start = text.index(words)
    return Mention(key, words, words, field, start, start + len(words), 98.0)


BOMBING = event("suicide_bombing", "تفجير انتحاري", killed=20)
RAIDING = event("raid", "غارة")
ISKP = mention("ISKP", "داعش خراسان")


def summarize(
    findings: Findings, text: str = TEXT, interest: Collection[str] = (), title: str | None = None
) -> Summary:
    return Extractive(SEVERITIES).summarize(Document(text, title), findings, interest)


def pieces(summary: Summary, text: str = TEXT) -> list[str]:
    """The quoted pieces, after checking that the summary is exactly they."""
    quoted = [text[start:end] for start, end in summary.spans]
    assert summary.text == " ".join(quoted)
    assert list(summary.spans) == sorted(summary.spans)
    assert len(summary.text) <= 400
    return quoted
