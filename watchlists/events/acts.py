"""The plain nouns by which an act is called where no phrase of the watchlists stands: «الهجوم», «خطف»."""

from watchlists.events.passage import Passage
from watchlists.events.words import stands_at
from watchlists.model import EventType, Watchlists

_SUICIDE = """
    هجوم انتحاري|هجوما انتحاريا|هجمات انتحارية|تفجير انتحاري|تفجيرا انتحاريا|عملية انتحارية|عمليات انتحارية|
    الهجوم الانتحاري|التفجير الانتحاري|suicide attack|suicide bombing
"""
# What an act is called inside the words of a claim, a plot or a foiling, where no phrase hit of its own stands.
_NAMES = {
    "suicide_bombing": _SUICIDE,
    "bombing": "تفجير|تفجيرا|تفجيرات|انفجار|تفجيرين|عبوة|عبوات|قنبلة|bombing|bomb",
    "assassination": "اغتيال|اغتيالات|assassination",
    "kidnapping": "خطف|اختطاف|kidnapping",
    "drone_attack": "طائرة مسيرة|طائرات مسيرة|بطائرتين مسيرتين|بمسيرة|بمسيرات|بالمسيرات|هجوم بمسيرة|drone",
    "airstrike": "غارة|غارات|ضربة جوية|ضربات جوية|airstrike",
    "shelling": "قصف|إطلاق صواريخ|إطلاق الصواريخ|إطلاق قذائف|إطلاق القذائف|هجوم صاروخي|رشقة صاروخية|shelling",
    "execution": "إعدام|executing",
    "killing": "قتل|مقتل|مصرع|تصفية|مذبحة|مجزرة|kill",
    "armed_attack": """
        هجوم|هجوما|هجمات|هجومين|مهاجمة|اعتداء|اعتداءات|عملية إرهابية|عمليات إرهابية|عملية|كمين|كمينا|كمائن|
        attack|attacks
    """,
}


def needs_phrase(event: EventType) -> bool:
    """Whether an event of this type is read only where a phrase of its own stands: not an act that has a plain name,
    and not what somebody says, plans or foils, which is read from what is around another act as well."""
    return event.status == "reported" and event.key not in _NAMES


def act_named_at(passage: Passage, at: int, lists: Watchlists) -> tuple[str | None, int]:
    """The type of the act that the words at `at` name, and how many words they are; None and 0 for no act."""
    for name, called in _NAMES.items():
        size = stands_at(passage.words, at, called)
        if size and name in lists.events:
            return name, size
    return None, 0
