"""Reported, planned, foiled, threatened, denied, claimed, or not at all."""

import pytest

from tests.watchlists.events.conftest import Read

CASES = [
    pytest.param("شن مسلحون هجوما على القرية", ("armed_attack", "reported", None), id="reported"),
    pytest.param("وقع تفجير انتحاري في السوق", ("suicide_bombing", "reported", None), id="reported noun"),
    pytest.param("أحبطت الشرطة تفجيرا وسط المدينة", ("foiled_plot", "foiled", "bombing"), id="foiled by a verb"),
    pytest.param("تم إحباط هجوم انتحاري أمس", ("foiled_plot", "foiled", "suicide_bombing"), id="foiled by a noun"),
    pytest.param("نجحت القوات في منع اغتيال القاضي", ("foiled_plot", "foiled", "assassination"), id="prevented"),
    pytest.param("أفشل الحراس عملية اغتيال", ("foiled_plot", "foiled", "assassination"), id="thwarted"),
    pytest.param("نجا النائب من محاولة اغتيال", ("assassination", "reported", None), id="survived"),
    pytest.param("محاولة اغتيال فاشلة", ("foiled_plot", "foiled", "assassination"), id="failed"),
    pytest.param("كانت محاولة اغتيال فاشلة", ("foiled_plot", "foiled", "assassination"), id="failed attempt"),
    pytest.param("فشلت القوات في إحباط هجوم على الحاجز", ("armed_attack", "reported", None), id="failed to foil"),
    pytest.param("خطط الرجل لتنفيذ هجوم على المطار", ("plot", "planned", "armed_attack"), id="planned by a verb"),
    pytest.param("كانوا يخططون لتفجير المحطة", ("plot", "planned", "bombing"), id="were planning"),
    pytest.param("كشف التحقيق مؤامرة لاغتيال السفير", ("plot", "planned", "assassination"), id="conspiracy"),
    pytest.param("اعتزم الشاب تنفيذ هجوم على المتجر", ("plot", "planned", "armed_attack"), id="intended"),
    pytest.param("هدد الفصيل بقصف الميناء", ("threat", "threatened", "shelling"), id="threatened"),
    pytest.param("توعد قائدهم بخطف جنود", ("threat", "threatened", "kidnapping"), id="vowed"),
    pytest.param("نفت الوزارة وقوع تفجير في المخزن", ("denial", "denied", "bombing"), id="denied act"),
    pytest.param("أنكر المتهم إطلاق نار على الدورية", ("denial", "denied", "armed_attack"), id="denied by the accused"),
    pytest.param("لا صحة لنبأ مقتل القاضي", ("denial", "denied", "killing"), id="no truth in the news"),
    pytest.param("أنباء اعتقال القاضي غير صحيحة", ("arrest", "denied", None), id="the news is untrue"),
    pytest.param("خبر اغتيال القاضي مجرد إشاعة", ("denial", "denied", "assassination"), id="the news is a rumour"),
    pytest.param(
        "أثار خبر اغتيال القاضي غضبا", ("assassination", "reported", None), id="news that is not called untrue"
    ),
    pytest.param("هز اغتيال سياسي جديد البلاد", ("assassination", "reported", None), id="one for politics"),
    pytest.param("اعتقال رجل نشر إشاعة", ("arrest", "reported", None), id="who spreads a rumour is arrested"),
    pytest.param(
        "عادت الاغتيالات السياسية إلى البلاد", ("assassination", "reported", None), id="for politics, but real"
    ),
    pytest.param("أعلن الفصيل مسؤوليته عن القتال", ("claim", "claimed", None), id="claim"),
    pytest.param("صدر حكم بحق منفذ الهجوم الإرهابي", ("armed_attack", "reported", None), id="a definite act is given"),
    pytest.param(
        "لم يعرف من نفذ الهجوم على المخفر", ("armed_attack", "reported", None), id="negation beside a given act"
    ),
    pytest.param("حذر الخبراء بعد هجوم مسلح من تدهور الوضع", ("armed_attack", "reported", None), id="warned after"),
    pytest.param("دعا المجلس عقب تفجير السوق إلى الهدوء", ("bombing", "reported", None), id="called after"),
    pytest.param("وضعت الشرطة خطة بعد هجوم مسلح", ("armed_attack", "reported", None), id="a plan after"),
    pytest.param("نجا الركاب دون إصابات في هجوم مسلح", ("armed_attack", "reported", None), id="without harm in"),
    pytest.param(
        "تعرضت قوات مكافحة التهريب إلى هجوم مسلح", ("armed_attack", "reported", None), id="a force named for its aim"
    ),
    pytest.param("منع المرور إثر تفجير كبير", ("bombing", "reported", None), id="closed after"),
    pytest.param("هدد الفصيل بالرد على اغتيال قائده", ("assassination", "reported", None), id="a threat to answer"),
    pytest.param("لا يزال قصف المدينة مستمرا", ("shelling", "reported", None), id="still going on"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_status(read: Read, text: str, expected: tuple[str, str, str | None]) -> None:
    assert [(one.event, one.status, one.about) for one in read(text)] == [expected]


NOTHING = [
    pytest.param("لم يشن الفصيل هجوما منذ عام", id="did not"),
    pytest.param("لن يقع هجوم مسلح هنا", id="will not"),
    pytest.param("مر العيد دون تفجير", id="without"),
    pytest.param("انتهت الحملة دون أن تسفر عن اعتقال أي شخص", id="without any, further off"),
    pytest.param("أكد عدم وقوع قصف", id="no occurrence"),
    pytest.param("إذا وقع هجوم مسلح فاتصلوا بنا", id="condition"),
    pytest.param("قد يقع تفجير في المحطة", id="may"),
    pytest.param("ربما وقع تفجير هناك", id="perhaps"),
    pytest.param("يمكنهم مهاجمة مواقع بعيدة", id="able to"),
    pytest.param("الفصيل قادر على شن غارات", id="capable of"),
    pytest.param("حذر الخبراء من وقوع تفجير", id="warned of"),
    pytest.param("هناك مخاوف من هجوم مسلح", id="feared"),
    pytest.param("يناقشون سيناريو هجوم إرهابي محتمل", id="possible"),
    pytest.param("عززت الشرطة الحراسة لمنع تفجير القطار", id="in order to prevent"),
    pytest.param("تتواصل المساعي لاعتقال الفارين", id="in order to arrest"),
    pytest.param("دعا إلى شن غارات على الحدود", id="called for"),
    pytest.param("يمثل الجفاف أكبر تهديد للقرية", id="a threat as a danger"),
    pytest.param("شن الكاتب هجوما لاذعا على الناشر", id="biting attack"),
    pytest.param("تعرض الموقع إلى هجوم إلكتروني", id="cyber"),
    pytest.param("نجح الحارس في القبض على الكرة", id="caught the ball"),
    pytest.param("أدى القرار إلى تفجير الخلافات بينهم", id="quarrels burst"),
    pytest.param("وصف المقال بأنه اغتيال معنوي", id="character"),
    pytest.param("سجل المهاجم هدفا بعد قصف مرمى الفريق", id="football"),
    pytest.param("يوم وطني لمناهضة العنف والاغتيال السياسي", id="assassination as a notion"),
    pytest.param("قتل عشرة أشخاص في حادث سير", id="road accident"),
    pytest.param("مقتل ثلاثة صيادين غرقا", id="drowned"),
    pytest.param("اجتمع مكتب مكافحة تفجير المناجم", id="name of an office"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_event(read: Read, text: str) -> None:
    assert [(one.event, one.text) for one in read(text)] == []


def test_a_claim_stands_beside_the_attack_it_claims(read: Read) -> None:
    found = read("تبنى تنظيم داعش الهجوم أمس")
    assert [(one.event, one.status, one.about) for one in found] == [
        ("claim", "claimed", "armed_attack"),
        ("armed_attack", "reported", None),
    ]


def test_a_claim_with_an_aside_before_its_object(read: Read) -> None:
    claim, attack = read("تبنت حركة الشباب، عبر قناتها، التفجير")
    assert (claim.event, claim.status, claim.about, claim.actors) == ("claim", "claimed", "bombing", ("SHABAAB",))
    assert (attack.event, attack.text, attack.actors) == ("bombing", "التفجير", ("SHABAAB",))


def test_a_denial_with_an_aside_names_no_attacker(read: Read) -> None:
    denial, attack = read("نفت حركة طالبان، في بيان، أي صلة لها بتفجير السوق")
    assert (denial.event, denial.status, denial.about, denial.actors) == ("denial", "denied", "bombing", ("TALIBAN",))
    assert (attack.event, attack.actors) == ("bombing", ())


def test_what_is_listed_is_no_aside(read: Read) -> None:
    assert [one.event for one in read("تبنت البلدية خطة، ثم وقع القتال، التفجير كان الأخير")] == ["bombing"]


def test_who_denies_a_hand_in_it_does_not_deny_the_attack(read: Read) -> None:
    found = {one.event: one for one in read("نفت حركة طالبان مسؤوليتها عن تفجير السوق")}
    assert found["denial"].actors == ("TALIBAN",)
    assert found["bombing"].status == "reported"
    assert found["bombing"].actors == ()


def test_an_arrest_joined_to_a_foiling_is_not_foiled(read: Read) -> None:
    found = read("إحباط هجوم مسلح واعتقال أربعة رجال")
    assert [(one.event, one.status) for one in found] == [("foiled_plot", "foiled"), ("arrest", "reported")]
