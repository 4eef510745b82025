"""Persons: which shorter, reversed or differently spelt names still mean the same man, and which do not."""

import pytest

from tests.watchlists.rules.watching import entity, mentions, watching
from watchlists import Matcher


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return watching(
        entity("ZAWAHIRI", "person", "أيمن الظواهري"),
        entity("LADEN", "person", "أسامة بن لادن"),
        entity("BAGHDADI", "person", "أبو بكر البغدادي"),
        entity("JOLANI", "person", "أبو محمد الجولاني"),
        entity("SALEH", "person", "علي عبد الله صالح"),
        entity("ABDULLAHI", "person", "عبدالله القندهاري"),
        entity("HAFTAR", "person", "خليفة حفتر"),
        entity("SAFI", "person", "هاشم صفي الدين"),
        entity("PEDERSEN", "person", "غير بيدرسن"),
        entity("KAMIL", "person", "سالم كامل الهلمندي"),
        entity("HUSSEIN", "person", "محمد علي حسين"),
        entity("BARHAM", "person", "برهم صالح"),
        entity("FADL", "person", "أم الفضل الكاشغرية"),
    )


FOUND = [
    pytest.param("الظواهري أيمن", "ZAWAHIRI", ("order",), id="family name first"),
    pytest.param("الظواهري، أيمن", "ZAWAHIRI", ("order", "separator:،"), id="family name first, as in an index"),
    pytest.param("صالح برهم", "BARHAM", ("order",), id="a rare first name lets the order change"),
    pytest.param("صفي الدين هاشم", "SAFI", ("order",), id="a family name of two words first"),
    pytest.param("أبا بكر البغدادي", "BAGHDADI", ("case:أبو→أبا",), id="أبا for أبو"),
    pytest.param("أبي بكر البغدادي", "BAGHDADI", ("case:أبو→أبي",), id="أبي for أبو"),
    pytest.param("لأبي محمد الجولاني", "JOLANI", ("clitic:ل", "case:أبو→أبي"), id="ل before أبي"),
    pytest.param("ابو بكر البغدادى", "BAGHDADI", ("spelling:أ→ا", "spelling:ي→ى"), id="two folds"),
    pytest.param("أسامة ابن لادن", "LADEN", ("spelling:بن→ابن",), id="ابن for بن"),
    pytest.param("أسامة إبن لادن", "LADEN", ("spelling:بن→إبن",), id="إبن for بن"),
    pytest.param("علي عبدالله صالح", "SALEH", ("joined",), id="عبد الله joined"),
    pytest.param("عبد الله القندهاري", "ABDULLAHI", ("split",), id="عبدالله apart"),
    pytest.param("أبوبكر البغدادي", "BAGHDADI", ("joined",), id="أبوبكر joined"),
    pytest.param("سالم الهلمندي", "KAMIL", ("missing:كامل",), id="without the middle name"),
    pytest.param("أيمن محمد الظواهري", "ZAWAHIRI", ("inserted:محمد",), id="with a middle name"),
    pytest.param("أيمن محمد ربيع الظواهري", "ZAWAHIRI", ("inserted:محمد", "inserted:ربيع"), id="with two middle names"),
    pytest.param("خليفة بلقاسم حفتر", "HAFTAR", ("inserted:بلقاسم",), id="with a father's name"),
    pytest.param("برهم أحمد صالح", "BARHAM", ("inserted:أحمد",), id="middle name beside a rare first name"),
    pytest.param("أيمن الضواهري", "ZAWAHIRI", ("typo:ظ→ض",), id="one edit in one of two names"),
    pytest.param("أم الفضل الكاشغرية", "FADL", (), id="a woman's kunya"),
]


@pytest.mark.parametrize(("text", "key", "how"), FOUND)
def test_the_same_person(matcher: Matcher, text: str, key: str, how: tuple[str, ...]) -> None:
    assert mentions(matcher, text) == [(key, text, frozenset(how))]


OTHERS = [
    pytest.param("أبو بكر جاء", id="a kunya alone"),
    pytest.param("أبا بكر الصديق", id="a kunya with another name"),
    pytest.param("أبو محمد العدناني", id="a common kunya with another name"),
    pytest.param("أم الفضل وصلت", id="a woman's kunya alone"),
    pytest.param("أيمن الفارس", id="another family name"),
    pytest.param("محمد الظواهري", id="another first name: a brother"),
    pytest.param("أيمن وخالد الظواهري", id="two men"),
    pytest.param("أيمن، محمد، الظواهري", id="three men"),
    pytest.param("محمد حسين", id="first and last name that are both common"),
    pytest.param("حسين محمد علي", id="common names in another order"),
    pytest.param("علي صالح", id="a common name without its middle"),
    pytest.param("صفي الدين", id="half of a name"),
    pytest.param("هاشم الدين", id="half of a family name"),
    pytest.param("أسامة لادن", id="without بن"),
    pytest.param("بن لادن أسامة", id="بن is not put first"),
    pytest.param("أيمن قال إن الظواهري", id="a verb between the names"),
    pytest.param("أيمن أحمد محمد ربيع الظواهري", id="three middle names"),
    pytest.param("غير بيان", id="a first name that is a function word"),
    pytest.param("خليفة المسلمين", id="a first name that is a noun"),
]


@pytest.mark.parametrize("text", OTHERS)
def test_somebody_else(matcher: Matcher, text: str) -> None:
    assert mentions(matcher, text) == []
