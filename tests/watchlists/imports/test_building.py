"""From records to a watchlist: keys, conditions, what is told of what is left out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.commands.reserved import is_reserved
from watchlists.files.loader import load
from watchlists.files.writing import as_yaml
from watchlists.imports.building import Built, build
from watchlists.imports.records import ListedName, Record
from watchlists.matcher import Matcher
from watchlists.model import Alias, Document, Entity, Examples, Watchlist, Watchlists

TITLE = {"en": "List of others", "ar": "قائمة"}


def record(*texts: str, **more: object) -> Record:
    names = tuple(ListedName(text, "name" if not at else "strong") for at, text in enumerate(texts))
    return replace(Record("XDi.001", "person", names, "X XDi.001", 7), **more)  # type: ignore[arg-type]


def built(*records: Record, guards: Watchlists | None = None) -> Built:
    return build(records, "others", TITLE, guards)


def texts(entity: Entity) -> set[str]:
    return {alias.text for alias in entity.spellings}


@pytest.mark.parametrize(
    ("number", "source", "key"),
    [
        pytest.param("QDi.430", "UN QDi.430", "QDi-430", id="dots"),
        pytest.param("12345", "OFAC 12345", "OFAC-12345", id="number"),
        pytest.param("7d", "X 7d", "X-7d", id="a-length-of-time"),
        pytest.param("S1", "X S1", "X-S1", id="a-story"),
        pytest.param("all", "X all", "X-all", id="a-word-of-commands"),
        pytest.param("GUARDS", "own list", "GUARDS", id="a-key-of-ones-own"),
        pytest.param("حراس الوادي", "own list", "حراس-الوادي", id="a-name-as-id"),
        pytest.param("NK-abc9", "FtM NK-abc9", "NK-abc9", id="ftm"),
        pytest.param("EU.12.45", "EU 12", "EU-12-45", id="eu"),
        pytest.param("§§", "", "entry", id="nothing-left"),
    ],
)
def test_keys(number: str, source: str, key: str) -> None:
    (entity,) = built(record("Farid al-Qasturni", id=number, source=source)).watchlist.entities
    assert entity.key == key


@pytest.mark.parametrize("word", "all الكل here 7d 24h S1 A17 E12 high csv status latest sun أمس off".split())
def test_no_key_is_a_word_of_commands(word: str) -> None:
    listed = record("Farid al-Qasturni", id=word, source="OFAC 1")
    (entity,) = build([listed], "others", TITLE, reserved=is_reserved).watchlist.entities
    assert not is_reserved(entity.key)


@pytest.mark.parametrize("key", ["C8", "A", "A-7", "IS7", "و٣"])
def test_what_a_person_calls_an_entry_stays_where_commands_find_it(key: str) -> None:
    (entity,) = build(
        [record("Farid al-Qasturni", id=key, source="doc 1")], "doc", TITLE, None, is_reserved
    ).watchlist.entities
    assert entity.key == key


def test_keys_differ_without_case() -> None:
    found = built(
        *(record(f"{n} al-Qasturni", id=at) for n, at in (("Farid", "XDi.1"), ("Zaki", "xdi.1"), ("Sami", "XDi-1")))
    )
    assert len({entity.key.casefold() for entity in found.watchlist.entities}) == 3


def test_what_an_entity_says() -> None:
    listed = record("FARID AL-QASTURNI", "فريد محمد ربيع القسطورني", context=("Wadi List",), listed=date(2020, 1, 2))
    (entity,) = built(replace(listed, until=date(2030, 1, 1))).watchlist.entities
    assert dict(entity.name) == {"ar": "فريد محمد ربيع القسطورني", "en": "Farid Al-Qasturni"}
    assert entity.note == "Wadi List; listed since 2020-01-02"
    assert entity.source == "X XDi.001"
    assert {alias.source for alias in entity.spellings} == {"X XDi.001"}
    assert (entity.valid_from, entity.valid_until) == (None, date(2030, 1, 1))


def test_every_name_of_an_entity_has_its_conditions() -> None:
    found = built(record("فريد القسطورني", context=("Taliban",)))
    (entity,) = found.watchlist.entities
    assert all(alias.needs for alias in entity.spellings)


def test_what_is_left_out_is_told() -> None:
    found = built(record("محمد حسين", "أبو سليم"), record("Farid al-Qasturni", "Farid", id="XDi.002", line=9))
    assert [(one.record_id, one.line, one.name, one.reason) for one in found.left_out] == [
        ("XDi.001", 7, "محمد حسين", "too common"),
        ("XDi.001", 7, "أبو سليم", "a kunya alone"),
        ("XDi.002", 9, "Farid", "one name alone"),
    ]
    assert list(found.unwatched) == ["XDi.001"]
    assert [entity.key for entity in found.watchlist.entities] == ["XDi-002"]


def test_a_parent_that_is_not_watched_is_none() -> None:
    child = record("Boko Qastur", id="XDe.2", kind="organization", part_of="XDe.1")
    parent = record("Qastur Wadini Front", id="XDe.1", kind="organization")
    assert [one.part_of for one in built(child, parent).watchlist.entities] == ["XDe-1", None]
    assert [one.part_of for one in built(child).watchlist.entities] == [None]


def test_a_short_form_of_two_records_names_neither() -> None:
    first, second = (record(f"فريد {one} القسطورني", id=one, context=("Taliban",)) for one in ("سليم", "كامل"))
    assert "فريد القسطورني" in texts(built(first).watchlist.entities[0])
    assert not any("فريد القسطورني" in texts(one) for one in built(first, second).watchlist.entities)


def test_an_organization_is_named_without_its_head_too() -> None:
    (entity,) = built(record("تنظيم جيش القسطور والوادي", kind="organization")).watchlist.entities
    assert "جيش القسطور والوادي" in texts(entity)


def test_an_armed_group_of_one_word_is_named_with_its_head() -> None:
    (entity,) = built(record("المرابطون", kind="organization", context=("Al-Qaida",))).watchlist.entities
    assert texts(entity) == {"تنظيم المرابطون"}
    assert not built(record("المرابطون", kind="organization")).watchlist.entities


def test_names_taken_letter_by_letter_are_written_both_ways() -> None:
    (entity,) = built(record("محمد عبد الله حامد حسين")).watchlist.entities
    assert {"محمد عبد الله حامد حسين", "محمد عبدالله حامد حسين"} <= texts(entity)


def guards() -> Watchlists:
    base = Alias("القاعدة", definite=True, unless=("القاعدة الجوية",))
    group = Entity("AQ", "organization", {"en": "al-Qaeda", "ar": "تنظيم القاعدة"}, (base, Alias("Al Qaida")))
    return Watchlists((Watchlist("groups", {"en": "Groups"}, (group,)),))


def test_guards_of_lists_in_force_are_taken_over_with_a_context() -> None:
    listed = record("Wadini Base of Qastur", "القاعدة", kind="organization")
    (entity,) = built(listed, guards=guards()).watchlist.entities
    (base,) = (one for one in entity.aliases if one.text == "القاعدة")
    assert (base.definite, base.unless) == (True, ("القاعدة الجوية",))
    assert "تنظيم القاعدة" in base.needs
    assert "القاعدة" not in texts(built(listed).watchlist.entities[0])


def test_arabic_names_of_lists_in_force_are_taken_over() -> None:
    (entity,) = built(record("AL-QAIDA", kind="organization"), guards=guards()).watchlist.entities
    assert "تنظيم القاعدة" in texts(entity)
    assert "X XDi.001; AQ" in {alias.source for alias in entity.aliases}


def test_a_name_that_two_records_have_tells_nothing_of_either() -> None:
    both = [record("Wadini Guards", "Al Qaida", "al-Qaeda", id=f"XDe.{at}", kind="organization") for at in (1, 2)]
    assert not any("تنظيم القاعدة" in texts(one) for one in built(*both, guards=guards()).watchlist.entities)


def test_what_is_written_is_read_back_equal(tmp_path: Path) -> None:
    listed = [
        record("فريد محمد ربيع القسطورني", "FARID AL-QASTURNI", "أبو سليم القسطورني", context=("Taliban", "Yemen ")),
        record("Boko Qastur", "حركة حراس القسطور", id="XDe. 2 ", source="X XDe. 2 ", kind="organization"),
    ]
    made = built(*listed).watchlist
    path = tmp_path / "others.yaml"
    path.write_text(as_yaml(made), "utf-8")
    assert replace(load([path]).lists[0], path=None) == made


def test_the_same_records_make_the_same_list() -> None:
    listed = [record("فريد محمد ربيع القسطورني", "Farid Qasturni"), record("Boko Qastur", id="XDe.2")]
    assert built(*listed) == built(*listed)


def test_hostile_names_are_left_out_or_harmless() -> None:
    listed = record("\u202e\u200f", "(((((", "١٢٣", "ـــ", "," * 1000, "a" * 10_000, "عبد " * 500)
    assert not built(listed).watchlist.entities


FORCE = Watchlists((Watchlist("force", {}, (Entity("GUARDS", "organization", {"en": "Guards of Zarkulan"}),)),))


@pytest.mark.parametrize(
    ("part_of", "parent", "strays"),
    [
        pytest.param("XDi.002", "XDi-002", [], id="another record"),
        pytest.param("xdi.002", "XDi-002", [], id="without case"),
        pytest.param("guards", "GUARDS", [], id="an entity in force"),
        pytest.param("XDi.003", None, [True], id="a record without a safe name"),
        pytest.param("NOBODY", None, [False], id="what is nowhere"),
        pytest.param(None, None, [], id="nothing"),
    ],
)
def test_what_a_record_is_part_of(part_of: str | None, parent: str | None, strays: list[bool]) -> None:
    held = [
        record("Farid Hamid al-Qasturni", part_of=part_of),
        record("Zaki Burtuman Wadinov", id="XDi.002", source="X XDi.002"),
        record("علي", id="XDi.003", source="X XDi.003"),
    ]
    found = build(held, "others", TITLE, parents=FORCE)
    assert found.unwatched == ["XDi.003"]
    assert found.watchlist.entities[0].part_of == parent
    assert [one.listed for one in found.strays] == strays


def test_since_when_a_record_holds_stands_in_the_entity_and_the_day_of_listing_in_the_note() -> None:
    days = {"since": date(2020, 1, 1), "until": date(2021, 1, 1), "listed": date(2019, 1, 1)}
    (one,) = built(record("Farid Hamid al-Qasturni", **days)).watchlist.entities
    assert (one.valid_from, one.valid_until, one.note) == (
        date(2020, 1, 1),
        date(2021, 1, 1),
        "listed since 2019-01-01",
    )


def test_a_name_with_a_word_missing_or_turned_round_finds_nobody_else() -> None:
    listed = record("فضل محمد مظلوم", "سبعان إبراهيم", context=("Taliban",))
    matcher = Matcher.compile(Watchlists((built(listed).watchlist,)))
    for text in ("حضر فضل مظلوم الحفل.", "حضر إبراهيم سبعان الحفل."):
        assert not matcher.match(Document(text)).mentions


def test_a_name_that_several_are_listed_by_stands_for_none() -> None:
    both = (record("أنصار القسطور", f"Qastur Wadin {at}", id=f"XDe.{at}", kind="organization") for at in ("Aam", "Bam"))
    assert not any("أنصار القسطور" in texts(one) for one in built(*both).watchlist.entities)


def test_who_is_listed_twice_keeps_the_names() -> None:
    names = ("فريد محمد ربيع القسطورني", "سالم بركات حسن القسطورني", "زكي محمد ربيع القسطورني")
    found = built(record(*names, id="XDi.1"), record(*names, id="XDi.2")).watchlist.entities
    assert all(set(names) <= texts(one) for one in found)
    assert len(found) == 2


def test_a_longer_name_takes_nothing_out_of_the_test_sentences_of_lists_in_force() -> None:
    tests = Examples(yes=("هاجمت القوات حراس القسطور في ودان.",))
    guards = Entity("GUARDS", "organization", {"ar": "حراس القسطور"}, tests=tests)
    lists = Watchlists((Watchlist("groups", {"en": "Groups"}, (guards,)),))
    listed = record("Qastur Guards of Waddanim", "حراس القسطور ودان", kind="organization")
    assert "حراس القسطور ودان" in texts(built(listed).watchlist.entities[0])
    (entity,) = built(listed, guards=lists).watchlist.entities
    assert "حراس القسطور ودان" not in texts(entity)
