"""A small watchlist and the real matcher, so that every case goes from the sentence to the event."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from watchlists.matcher import Matcher
from watchlists.model import Alias, Document, Entity, Event, EventType, Watchlist, Watchlists

PUBLISHED = datetime(2024, 3, 25, 12, tzinfo=UTC)  # a Monday

Read = Callable[..., tuple[Event, ...]]

_GROUPS = {
    "ISIS": ("تنظيم الدولة الإسلامية", "داعش"),
    "ISKP": ("تنظيم الدولة الإسلامية في خراسان", "داعش خراسان"),
    "AQ": ("تنظيم القاعدة", "القاعدة"),
    "TALIBAN": ("حركة طالبان", "طالبان"),
    "SHABAAB": ("حركة الشباب المجاهدين", "حركة الشباب"),
    "BOKO": ("جماعة بوكو حرام", "بوكو حرام"),
    "MINISTRY": ("وزارة الدفاع", "وزارة الدفاع"),
}
_PERSONS = {"LEADER": "سالم الجبلي"}
_PLACES = {"KUNAR": "كونار", "KANDAHAR": "قندهار"}
_EVENTS = {
    "suicide_bombing": ["تفجير انتحاري", "هجوم انتحاري", "فجر انتحاري نفسه", "فجر نفسه"],
    "bombing": ["تفجير", "انفجار عبوة ناسفة", "انفجار سيارة مفخخة", "car bomb"],
    "armed_attack": [
        "هجوم مسلح",
        "هجوم إرهابي",
        "هجوم على",
        "شن هجوما",
        "هجمات على",
        "تنفيذ هجوم",
        "مهاجمة مواقع",
        "إطلاق نار على",
    ],
    "airstrike": ["شنت طائرات", "غارة جوية", "غارات", "غارة"],
    "shelling": ["قصف", "قصفت"],
    "drone_attack": ["هجوم بطائرة مسيرة"],
    "assassination": ["اغتيال", "اغتيل", "محاولة اغتيال"],
    "killing": ["مقتل", "قتل", "قتلت"],
    "kidnapping": ["خطف", "اختطاف"],
    "execution": ["إعدام", "أعدم"],
    "arrest": ["القبض على", "اعتقال", "اعتقلت", "arrested"],
    "raid": ["مداهمة"],
    "foiled_plot": ["إحباط مخطط", "إحباط هجوم", "أحبطت هجوما"],
    "plot": ["خطط لشن", "يخططون لمهاجمة"],
    "threat": ["هدد بشن", "تهديد"],
    "claim": ["أعلن مسؤوليته عن", "أعلنت مسؤوليتها عن", "تبنى الهجوم", "claimed responsibility"],
    "denial": ["نفت مسؤوليتها عن", "نفى ضلوعه"],
    "clash": ["اشتباكات"],
    "training_camp": ["معسكر تدريب"],
    "sanction": ["فرضت عقوبات", "عقوبات على"],
    "ceasefire": ["وقف إطلاق النار"],
}
_STATUS = {"plot": "planned", "foiled_plot": "foiled", "threat": "threatened", "claim": "claimed", "denial": "denied"}


def _lists() -> Watchlists:
    groups = [Entity(key, "organization", {"ar": name}, (Alias(alias),)) for key, (name, alias) in _GROUPS.items()]
    persons = [Entity(key, "person", {"ar": name}) for key, name in _PERSONS.items()]
    places = [Entity(key, "place", {"ar": name}) for key, name in _PLACES.items()]
    events = [
        EventType(key, {"en": key}, tuple(map(Alias, phrases)), status=_STATUS.get(key, "reported"))  # type: ignore[arg-type]
        for key, phrases in _EVENTS.items()
    ]
    return Watchlists((Watchlist("small", {"en": "Small"}, (*groups, *persons, *places), tuple(events)),))


@pytest.fixture(scope="session")
def lists() -> Watchlists:
    return _lists()


@pytest.fixture(scope="session")
def matcher(lists: Watchlists) -> Matcher:
    return Matcher.compile(lists)


@pytest.fixture(scope="session")
def read(matcher: Matcher) -> Read:
    """The events of a text, read as published on Monday, 25 March 2024."""

    def reading(text: str, title: str | None = None, published: datetime | None = PUBLISHED) -> tuple[Event, ...]:
        return matcher.match(Document(text, title, published)).events

    return reading
