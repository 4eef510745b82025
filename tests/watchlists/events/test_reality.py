"""Wishes, questions, conditions, fiction, money and quarrels: nothing happened."""

import pytest

from tests.watchlists.events.conftest import Read

NOTHING = [
    pytest.param("هل تشن القوات هجوما مسلحا قبل الشتاء؟", id="a question"),
    pytest.param("تأمل العائلات أن يعلن وقف إطلاق النار قريبا", id="a hope"),
    pytest.param("في حال أقدم الخاطفون على إعدام رهينة ستتوقف الوساطة", id="a condition"),
    pytest.param("ليت الطرفين يتفقان على وقف إطلاق النار", id="a wish"),
    pytest.param("لم تفرض الدول حتى الآن عقوبات على الشركة", id="not done, with words between"),
    pytest.param("حذرت السفارة رعاياها من خطر عمليات الخطف والتفجير", id="a kind of danger"),
    pytest.param("يروي المسلسل قصة شرطي يحقق في مقتل جاره", id="a serial"),
    pytest.param("تدور الرواية حول اغتيال حاكم في زمن بعيد", id="a novel"),
    pytest.param("ظهر مصطلح تفجير الذات في كتب النقد", id="a term"),
    pytest.param("شنت المعارضة هجوما على الوزير بسبب الموازنة", id="a quarrel"),
    pytest.param("شن المستثمر غارات على أسهم الشركة في البورصة", id="money"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_happened(read: Read, text: str) -> None:
    assert read(text) == ()


HAPPENED = [
    pytest.param("متى ينتهي التحقيق في الهجوم المسلح على المخفر؟", "armed_attack", id="a question about a given act"),
    pytest.param("قتل ممثل في تفجير استهدف موقع تصوير مسلسل", "bombing", id="at the set of a serial"),
    pytest.param("أضر قصف الميناء بأسهم شركة الشحن وأوقع ثلاثة قتلى", "shelling", id="with money and with dead"),
    pytest.param("شنت المعارضة المسلحة هجوما على الثكنة وقتل جندي", "armed_attack", id="an opposition in arms"),
    pytest.param("الحصيلة الأولية لتفجير انتحاري وقع عند المعبر", "suicide_bombing", id="of, and not for"),
]


@pytest.mark.parametrize(("text", "event"), HAPPENED)
def test_it_happened_all_the_same(read: Read, text: str, event: str) -> None:
    assert [(one.event, one.status) for one in read(text)] == [(event, "reported")]
