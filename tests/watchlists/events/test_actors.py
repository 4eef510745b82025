"""Who did it, and to whom."""

import pytest

from tests.watchlists.events.conftest import Read

CASES = [
    pytest.param("شن تنظيم القاعدة هجوما على الثكنة", "armed_attack", {"AQ"}, set(), id="verb, subject, object"),
    pytest.param("تنظيم القاعدة شن هجوما على الثكنة", "armed_attack", {"AQ"}, set(), id="subject first"),
    pytest.param("وقع هجوم مسلح على يد تنظيم القاعدة", "armed_attack", {"AQ"}, set(), id="at the hand of"),
    pytest.param("وقع تفجير نفذته حركة الشباب", "bombing", {"SHABAAB"}, set(), id="relative clause"),
    pytest.param("اختطاف معلمين من قبل بوكو حرام", "kidnapping", {"BOKO"}, set(), id="by"),
    pytest.param("هجوم مسلح لداعش شرق البلاد", "armed_attack", {"ISIS"}, set(), id="of the group"),
    pytest.param("شن الجيش غارات على مواقع طالبان", "airstrike", set(), {"TALIBAN"}, id="positions of"),
    pytest.param("هجوم مسلح ضد حركة طالبان", "armed_attack", set(), {"TALIBAN"}, id="against"),
    pytest.param("شنت حركة طالبان هجوما على داعش", "armed_attack", {"TALIBAN"}, {"ISIS"}, id="both"),
    pytest.param("تعرضت حركة طالبان لتفجير عنيف", "bombing", set(), {"TALIBAN"}, id="was exposed to"),
    pytest.param("اغتيال سالم الجبلي أمام بيته", "assassination", set(), {"LEADER"}, id="assassination of a person"),
    pytest.param("اغتيل سالم الجبلي أمام بيته", "assassination", set(), {"LEADER"}, id="passive"),
    pytest.param(
        "كان سالم الجبلي قد قتل في غارة جوية شرق البلاد", "airstrike", set(), {"LEADER"}, id="had been killed in"
    ),
    pytest.param("سالم الجبلي قتل قبل عام في الجبال", "killing", set(), {"LEADER"}, id="killed, no object"),
    pytest.param("كان سالم الجبلي قد أصيب في غارة ليلية", "airstrike", set(), {"LEADER"}, id="had been wounded in"),
    pytest.param("تنظيم القاعدة قتل خمسة رعاة", "killing", {"AQ"}, set(), id="subject first, with an object"),
    pytest.param("حركة الشباب قتلت في القرية خمسة رعاة", "killing", {"SHABAAB"}, set(), id="object after the place"),
    pytest.param(
        "فر حارس من طالبان، واغتيل حارس آخر في البلدة", "assassination", set(), set(), id="a subject of its own"
    ),
    pytest.param("سالم الجبلي اغتيل في البلدة", "assassination", set(), {"LEADER"}, id="passive after its subject"),
    pytest.param(
        "غارة على طالبان في الوادي، ومقتل جندي في تفجير آخر", "bombing", set(), set(), id="other news behind a bar"
    ),
    pytest.param(
        "قتل سالم الجبلي، أمير تنظيم القاعدة، في الجبال", "killing", set(), {"LEADER"}, id="the group he leads"
    ),
    pytest.param(
        "اعتقال سالم الجبلي القيادي في حركة الشباب", "arrest", set(), {"LEADER"}, id="the group he belongs to"
    ),
    pytest.param(
        "اعتقال سالم الجبلي وقيادي في حركة الشباب", "arrest", set(), {"LEADER", "SHABAAB"}, id="and another man"
    ),
    pytest.param("مقتل زعيم طالبان سالم الجبلي في الجبال", "killing", set(), {"LEADER"}, id="his post before his name"),
    pytest.param("مقتل زعيم طالبان في الجبال", "killing", set(), {"TALIBAN"}, id="a leader without a name"),
    pytest.param("فر قائد في طالبان، وقُتل آخر في غارة", "airstrike", set(), set(), id="another man behind a bar"),
    pytest.param("قالت حركة الشباب إنها قصفت الميناء", "shelling", {"SHABAAB"}, set(), id="says it of itself"),
    pytest.param("أعلنت طالبان أنها قتلت خمسة جنود", "killing", {"TALIBAN"}, set(), id="announced of itself"),
    pytest.param("قالت طالبان إنها تعرضت لقصف", "shelling", set(), {"TALIBAN"}, id="says it was shelled"),
    pytest.param("قالت طالبان إن طائرة قصفت الميناء", "shelling", set(), set(), id="says it of another"),
    pytest.param(
        "خطف مسلحون يعتقد أنهم من حركة الشباب ستة رعاة", "kidnapping", {"SHABAAB"}, set(), id="believed to be of"
    ),
    pytest.param("خطف مسلحون يشتبه بانتمائهم لداعش ستة رعاة", "kidnapping", {"ISIS"}, set(), id="suspected of"),
    pytest.param("اعتقال ستة رجال يشتبه في انتمائهم لداعش", "arrest", set(), {"ISIS"}, id="suspects arrested"),
    pytest.param("مقتل سالم الجبلي على يد حركة الشباب", "killing", {"SHABAAB"}, {"LEADER"}, id="killed by"),
    pytest.param("قتلت حركة الشباب خمسة تجار", "killing", {"SHABAAB"}, set(), id="killed people"),
    pytest.param("أعدم تنظيم القاعدة ثلاثة رعاة", "execution", {"AQ"}, set(), id="executed people"),
    pytest.param("القبض على خمسة من عناصر داعش", "arrest", set(), {"ISIS"}, id="members arrested"),
    pytest.param("اعتقلت طالبان ثلاثة من عناصر داعش", "arrest", {"TALIBAN"}, {"ISIS"}, id="one arrested the other"),
    pytest.param("خطف مسلحون من بوكو حرام تسعة معلمين", "kidnapping", {"BOKO"}, set(), id="gunmen of"),
    pytest.param("فرضت الدولة عقوبات على حركة الشباب", "sanction", set(), {"SHABAAB"}, id="sanctioned"),
    pytest.param("إحباط مخطط لتنظيم القاعدة", "foiled_plot", {"AQ"}, set(), id="whose plot"),
    pytest.param("أحبطت حركة طالبان هجوما لداعش", "foiled_plot", {"ISIS"}, set(), id="who foils is no actor"),
    pytest.param("خطط تنظيم القاعدة لشن غارات", "plot", {"AQ"}, set(), id="planner between the words"),
    pytest.param("هدد تنظيم القاعدة بشن هجوم", "threat", {"AQ"}, set(), id="threatens"),
    pytest.param("أعلنت حركة الشباب مسؤوليتها عن القصف", "claim", {"SHABAAB"}, set(), id="claims"),
    pytest.param("اشتباكات بين طالبان وداعش", "clash", {"TALIBAN", "ISIS"}, set(), id="both sides of a clash"),
    pytest.param("دانت حركة طالبان اغتيال القاضي", "assassination", set(), set(), id="who condemns did not do it"),
    pytest.param("قالت حركة طالبان إن هجوما مسلحا وقع", "armed_attack", set(), set(), id="who speaks did not do it"),
    pytest.param("نددت وزارة الدفاع بعد تفجير السوق", "bombing", set(), set(), id="an office is no armed group"),
    pytest.param(
        "وقع تفجير نسب إلى طالبان، واعتقلت الشرطة قياديا في داعش",
        "bombing",
        {"TALIBAN"},
        set(),
        id="whom they arrested",
    ),
    pytest.param("استهدفت غارة جوية قياديا في داعش", "airstrike", set(), {"ISIS"}, id="at whom it was aimed"),
]


@pytest.mark.parametrize(("text", "event", "actors", "targets"), CASES)
def test_parties(read: Read, text: str, event: str, actors: set[str], targets: set[str]) -> None:
    (found,) = [one for one in read(text) if one.event == event]
    assert (set(found.actors), set(found.targets)) == (actors, targets)


def test_the_nearest_group_is_a_guess(read: Read) -> None:
    (found,) = read("وقع هجوم مسلح جديد في بلدة تقول التقارير إن عناصر حركة الشباب ينشطون حولها")
    assert found.actors == ("SHABAAB",)
    assert "actor:nearest→SHABAAB" in found.how
    assert found.score <= 90


BACK = [
    pytest.param("تراجعت قوة داعش. ثم شن التنظيم هجوما على القرية", "ISIS", "actor:التنظيم→ISIS", id="organisation"),
    pytest.param("ظهر تنظيم القاعدة. شن التنظيم السلفي هجوما على بلدة", "AQ", "actor:التنظيم→AQ", id="with adjective"),
    pytest.param(
        "تحدثت طالبان عن داعش. شنت الحركة هجوما على بلدة", "TALIBAN", "actor:الحركة→TALIBAN", id="agrees in kind"
    ),
    pytest.param("عادت بوكو حرام. شنت الجماعة هجوما على بلدة", "BOKO", "actor:الجماعة→BOKO", id="group"),
]


@pytest.mark.parametrize(("text", "actor", "code"), BACK)
def test_back_reference(read: Read, text: str, actor: str, code: str) -> None:
    (found,) = read(text)
    assert found.actors == (actor,)
    assert code in found.how


def test_no_group_was_named_before(read: Read) -> None:
    (found,) = read("شن التنظيم هجوما على القرية")
    assert found.actors == ()


def test_nobody_is_actor_and_target(read: Read) -> None:
    for one in read("قُتل قيادي في داعش بغارة جوية شرق البلاد. شن داعش هجوما على داعش"):
        assert set(one.actors).isdisjoint(one.targets)
