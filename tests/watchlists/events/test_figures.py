"""Killed, injured, arrested, and the number of happenings."""

import pytest

from tests.watchlists.events.conftest import Read

CASES = [
    pytest.param("قتيل وثلاثة جرحى في تفجير", (1, 3, None), id="one, at the very beginning"),
    pytest.param("مقتل امرأة وطفليها في تفجير", (3, None, None), id="two by a pronoun"),
    pytest.param("مقتل أحد الجنود في تفجير", (1, None, None), id="one of them"),
    pytest.param("مقتل ثلاثة جنود يوم الأحد في تفجير", (3, None, None), id="Sunday is nobody"),
    pytest.param("مقتل شخص واحد في تفجير", (1, None, None), id="one and the word for one"),
    pytest.param("استشهد فلسطينيان وأصيب ثالث في تفجير", (2, 1, None), id="two of a nation, and a third"),
    pytest.param("تفجير في سوريا بعد مقتل رجل", (1, None, None), id="a country is nobody"),
    pytest.param("تفجير يقتل 15 ويصيب 40", (15, 40, None), id="a headline"),
    pytest.param("تفجير لم يقتل أحد فيه", (None, None, None), id="nobody was killed"),
    pytest.param("لقي مدير المصرف مصرعه في تفجير", (1, None, None), id="met his end"),
    pytest.param("قضت قوة مشتركة على 14 مسلحا بعد تفجير", (14, None, None), id="put an end to"),
    pytest.param("تفجير أسفر عن مقتل 21 شخصا", (21, None, None), id="outcome"),
    pytest.param("تفجير أدى إلى سقوط قتيلين و15 جريحا", (2, 15, None), id="dual and digits"),
    pytest.param("مقتل خمسة جنود وإصابة عشرة آخرين في تفجير", (5, 10, None), id="deaths first"),
    pytest.param("قتل شخصان وأصيب ثلاثة في تفجير", (2, 3, None), id="dual subject"),
    pytest.param("مقتل جندي وإصابة آخر في تفجير", (1, 1, None), id="one and another"),
    pytest.param("تفجير أوقع 12 قتيلا و30 مصابا", (12, 30, None), id="nouns of casualty"),
    pytest.param("تفجير راح ضحيته 20 شخصا", (20, None, None), id="victims"),
    pytest.param("تفجير أودى بحياة أحد عشر عاملا", (11, None, None), id="took the lives"),
    pytest.param("عشرة أشخاص لقوا حتفهم في تفجير", (10, None, None), id="met their death"),
    pytest.param("ارتفاع حصيلة القتلى إلى 40 في تفجير السوق", (40, None, None), id="toll"),
    pytest.param("ارتفع عدد قتلى تفجير السوق من 10 إلى 15 شخصا", (15, None, None), id="from, to"),
    pytest.param("مقتل 30 شخصا بينهم عشرة أطفال في تفجير", (30, None, None), id="a part is not added"),
    pytest.param("مقتل ثلاثة جنود وأربعة مدنيين في تفجير", (7, None, None), id="joined parts are added"),
    pytest.param("مقتل 3 رجال و3 نساء في تفجير", (6, None, None), id="equal parts are added"),
    pytest.param("تفجير ارتفعت حصيلته إلى 14 قتيلا بعد وفاة اثنين من المصابين", (14, None, None), id="died of wounds"),
    pytest.param("وفاة أربعة من الجرحى بعد تفجير السوق", (4, None, None), id="the wounded who died"),
    pytest.param("نقل ثلاثة من الجرحى بعد تفجير السوق", (None, 3, None), id="some of the wounded"),
    pytest.param("القبض على ثلاثة رجال", (None, None, 3), id="arrested"),
    pytest.param("اعتقال مشتبه به", (None, None, 1), id="one person"),
    pytest.param("اعتقالات واسعة في البلدة", (None, None, None), id="no number"),
    pytest.param("قتلت معلمة وأصيبت تلميذتان وحارسان في تفجير", (1, 4, None), id="one woman, two girls, two men"),
    pytest.param("مقتل ضابط ومجند في تفجير", (2, None, None), id="one and another by name"),
    pytest.param("قتل مسلحون مجهولون قاضيا", (1, None, None), id="an object behind the subject"),
    pytest.param("إلقاء القبض أمس على مدبر العملية", (None, None, 1), id="whom the arrest is of"),
    pytest.param("تفجير لغم براع فأرداه قتيلا", (1, None, None), id="one casualty without a number"),
    pytest.param("تفجير لم يسقط فيه أي قتيل", (None, None, None), id="no casualty"),
    pytest.param("مقتل قائد اللواء 55 في تفجير", (1, None, None), id="a number that is a name"),
    pytest.param("تفجير أوقع 14 قتيلا، هم تسعة جنود وخمسة مدنيين", (14, None, None), id="a total and all its parts"),
    pytest.param("حصيلة التفجير 46 قتيلا بعد أن كانت 31", (46, None, None), id="an earlier toll"),
    pytest.param("مقتل شيخ قبيلة في تفجير يوم الاثنين", (1, None, None), id="a weekday is nobody"),
    pytest.param("القبض على خاطف السائحين", (None, None, None), id="a plural like a dual"),
    pytest.param("تفجير دمر 20 سيارة", (None, None, None), id="things"),
    pytest.param("تفجير على بعد 20 كيلومترا", (None, None, None), id="distance"),
    pytest.param("مقتل تاجر في تفجير عام 2015", (1, None, None), id="a year is nobody"),
    pytest.param("إعدام آلاف الطيور", (None, None, None), id="birds"),
    pytest.param("تفجير أصاب 20% من المبنى", (None, None, None), id="percent"),
]


@pytest.mark.parametrize(("text", "figures"), CASES)
def test_people(read: Read, text: str, figures: tuple[int | None, int | None, int | None]) -> None:
    (found,) = read(text)
    assert (found.killed, found.injured, found.arrested) == figures


OPEN = [
    pytest.param("تفجير أسفر عن مقتل ما لا يقل عن 20 شخصا", 20, ("ما لا يقل عن 20", 20, None), id="at least"),
    pytest.param("تفجير أسفر عن مقتل العشرات", None, ("العشرات", None, None), id="tens"),
    pytest.param("مقتل ما بين 20 و25 رجلا في تفجير", None, ("ما بين 20 و25", 20, 25), id="range"),
    pytest.param("تفجير أسفر عن مقتل نحو 40 شخصا", 40, ("نحو 40", None, None), id="about"),
    pytest.param("بلغ عدد القتلى 15 بينما ذكر آخرون 22 قتيلا بعد تفجير", None, ("15 / 22", 15, 22), id="contradiction"),
]


@pytest.mark.parametrize(("text", "killed", "figure"), OPEN)
def test_open_figures(read: Read, text: str, killed: int | None, figure: tuple[str, int | None, int | None]) -> None:
    (found,) = read(text)
    assert found.killed == killed
    assert [(one.of, one.text, one.min, one.max) for one in found.figures] == [("killed", *figure)]


COUNTS = [
    pytest.param("شن الفصيل ثلاث غارات", 3, id="words"),
    pytest.param("خطط الفصيل لشن 21 هجوما", 21, id="digits under a plot"),
    pytest.param("الحلقة 7: غارات على البلدة", None, id="an episode"),
    pytest.param("الموجز (4) غارات على البلدة", None, id="a number in brackets"),
    pytest.param("12 - غارات على البلدة", None, id="a number before a dash"),
    pytest.param("التقرير رقم 5 غارات على البلدة", None, id="the number of a report"),
    pytest.param("بلغ عدد الضربات أربع غارات", 4, id="a number that is theirs"),
    pytest.param("شن الفصيل غارات", None, id="plural alone"),
    pytest.param("غارات قتلت 20 شخصا", None, id="people are no happenings"),
]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_count(read: Read, text: str, count: int | None) -> None:
    (found,) = read(text)
    assert found.count == count


def test_figures_go_to_the_event_they_stand_beside(read: Read) -> None:
    first, second = read("تفجير في فيينا أسفر عن مقتل ستة أشخاص، وقصف في باريس أسفر عن مقتل تسعة أشخاص")
    assert (first.killed, second.killed) == (6, 9)


def test_figures_behind_a_bar_go_to_the_event_they_are_tied_to(read: Read) -> None:
    first, second = read("قصف في فيينا بلا خسائر، ومقتل تسعة أشخاص وإصابة عشرة في تفجير بباريس")
    assert (first.killed, first.injured, second.killed, second.injured) == (None, None, 9, 10)


def test_the_dead_and_the_wounded_of_one_clause_stay_together(read: Read) -> None:
    dead = "مقتل ثلاثة تجار من سكان البلدة القديمة قرب النهر الكبير شمال المدينة"
    found = read(f"{dead} وإصابة خمسة آخرين بجروح بعد أن قصف الجيش نفقا")
    assert [(one.event, one.killed, one.injured) for one in found] == [("killing", 3, 5), ("shelling", None, None)]


def test_the_outcome_behind_a_bar_stays_with_its_attack(read: Read) -> None:
    (found,) = read("تفجير هز السوق، وأسفر عن مقتل تسعة أشخاص، وفتح تحقيق")
    assert found.killed == 9


def test_one_was_killed_and_others_wounded(read: Read) -> None:
    (found,) = read("قالت الشرطة إن تاجرا قتل وأصيب أربعة في تفجير")
    assert found.injured == 4


def test_dead_and_wounded_under_one_number_are_neither(read: Read) -> None:
    (found,) = read("مقتل وإصابة 17 مدنيا في تفجير")
    assert (found.killed, found.injured) == (None, None)
    assert [(one.of, one.text, one.max) for one in found.figures] == [("killed", "17", 17), ("injured", "17", 17)]


LATER = [
    pytest.param(
        "وقع تفجير في السوق. ولقي ثمانية أشخاص حتفهم وأصيب العشرات.", (8, None, ["العشرات"]), id="met their death"
    ),
    pytest.param(
        "وقع تفجير في السوق. وأصيب ما لا يقل عن 12 تاجرا.", (None, 12, ["ما لا يقل عن 12"]), id="were wounded"
    ),
    pytest.param("تفجير أوقع ستة قتلى. ولقي ثمانية أشخاص حتفهم في النهر.", (6, None, []), id="figures of its own"),
    pytest.param("وقع تفجير في السوق. وزار الوزير عشرة جرحى.", (None, None, []), id="another matter"),
    pytest.param("وقع تفجير في السوق. وكان الجو باردا. ولقي ثمانية أشخاص حتفهم.", (None, None, []), id="not the next"),
]


@pytest.mark.parametrize(("text", "figures"), LATER)
def test_the_next_sentence_tells_the_outcome(
    read: Read, text: str, figures: tuple[int | None, int | None, list[str]]
) -> None:
    (found,) = read(text)
    assert (found.killed, found.injured, [one.text for one in found.figures]) == figures


def test_an_outcome_told_later_is_less_sure(read: Read) -> None:
    (found,) = read("وقع تفجير في السوق. ولقي ثمانية أشخاص حتفهم.")
    assert "figures:next" in found.how
    assert found.score <= 90


def test_deaths_as_an_outcome_are_no_killing(read: Read) -> None:
    assert [one.event for one in read("قتل خمسة جنود في هجوم انتحاري")] == ["suicide_bombing"]


def test_a_contradiction_is_marked(read: Read) -> None:
    (found,) = read("بلغ عدد القتلى 15 بينما ذكر آخرون 22 قتيلا بعد تفجير")
    assert "uncertain:killed" in found.how
