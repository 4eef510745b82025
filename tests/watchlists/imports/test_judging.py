"""Which names may watch the news as they are, which beside words of their group, and which never."""

import pytest

from watchlists.advice.commonness import commonness
from watchlists.imports.judging import Judge
from watchlists.imports.naming import names
from watchlists.imports.records import ListedName, Quality
from watchlists.model import Alias, Kind

GROUP = ("Taliban", "Afghanistan")


def judged(text: str, kind: Kind, context: tuple[str, ...] = GROUP, quality: Quality = "strong") -> Alias | str:
    (name,) = names(ListedName(text, quality), kind)
    return Judge(commonness()).alias(name, kind, context)


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        pytest.param("عبد الرحمن", "person", "one name alone", id="servant-alone"),
        pytest.param("القسطورني", "person", "one name alone", id="family-alone"),
        pytest.param("أبو سليم", "person", "a kunya alone", id="kunya"),
        pytest.param("Abu Salim", "person", "a kunya alone", id="kunya-latin"),
        pytest.param("محمد حسين", "person", "too common", id="two-given-names"),
        pytest.param("محمد أحمدي", "person", "too common", id="given-and-made-of-given"),
        pytest.param("Mohammad Ahmadi", "person", "too common", id="two-latin"),
        pytest.param("دوست محمد", "person", "too common", id="two-persian"),
        pytest.param("ADF", "organization", "a short acronym", id="three-letters"),
        pytest.param("القاعدة", "organization", "an ordinary word", id="base"),
        pytest.param("الشباب", "organization", "an ordinary word", id="youth"),
        pytest.param("The Base", "organization", "ordinary words", id="the-base"),
        pytest.param("Help", "organization", "a short acronym", id="help"),
        pytest.param("Victory", "organization", "an ordinary word", id="victory"),
        pytest.param("EP-MNB", "other", "a mark or a number", id="registration"),
        pytest.param("9187629", "other", "a mark or a number", id="number"),
        pytest.param("Horizon", "other", "an ordinary word", id="ship"),
        pytest.param("الاتحاد الإسلامي", "organization", "ordinary words", id="union"),
    ],
)
def test_left_out(text: str, kind: Kind, reason: str) -> None:
    assert judged(text, kind, ()) == reason


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("فريد القسطورني", "person", id="rare-family"),
        pytest.param("أبو سليم القسطورني", "person", id="nom-de-guerre"),
        pytest.param("فريد محمد ربيع القسطورني", "person", id="long"),
        pytest.param("Farid al-Qasturni", "person", id="latin"),
        pytest.param("حركة حراس القسطور", "organization", id="movement"),
        pytest.param("شبكة قسطوري", "organization", id="network"),
        pytest.param("Boko Qastur", "organization", id="latin-organization"),
    ],
)
def test_as_it_is(text: str, kind: Kind) -> None:
    found = judged(text, kind, ())
    assert isinstance(found, Alias)
    assert not found.needs


@pytest.mark.parametrize(
    ("text", "context", "need"),
    [
        pytest.param("عبد الواحد شفيق", GROUP, "طالبان", id="group"),
        pytest.param("عبد الواحد شفيق", ("Iraq",), "البعث", id="regime"),
    ],
)
def test_beside_its_group(text: str, context: tuple[str, ...], need: str) -> None:
    found = judged(text, "person", context)
    assert isinstance(found, Alias)
    assert need in found.needs
    assert judged(text, "person", ()) == "too common"


def test_a_word_of_the_name_is_no_context_of_it() -> None:
    found = judged("أنصار طالبان", "organization")
    assert not isinstance(found, Alias) or "طالبان" not in found.needs


@pytest.mark.parametrize(
    ("text", "match"),
    [
        pytest.param("سراج الدين حقاني", {"inflected", "fuzzy"}, id="both-rare"),
        pytest.param("محمد طاهر حامد حسين", {"exact"}, id="ends-are-common"),
    ],
)
def test_how_far_the_text_may_stray(text: str, match: set[str]) -> None:
    found = judged(text, "person")
    assert isinstance(found, Alias)
    assert found.match in match


def test_a_weak_name_of_common_names_is_left_out() -> None:
    assert judged("محمد طاهر حامد حسين", "person", quality="weak") == "too common"
