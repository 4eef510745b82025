"""Adding to compiled watchlists: the same hits as compiling all at once, whatever was read before."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlists import Matcher
from watchlists.model import Alias, Document, Entity, EventType, Hits, Watchlist, Watchlists

EVENTS = (EventType("blast", {}, (Alias("تفجير انتحاري"), Alias("انفجار", unless=("انفجار سكاني",)))),)
HELD = (
    Entity("ISIS", "organization", {"ar": "داعش"}, (Alias("الدولة الإسلامية"),)),
    Entity("AQ", "organization", {}, (Alias("القاعدة", definite=True, unless=("القاعدة الجوية",)),)),
    Entity("ZAWAHIRI", "person", {}, (Alias("أيمن الظواهري"),)),
    Entity("MOSUL", "place", {}, (Alias("الموصل"),)),
    Entity("NOUR", "organization", {}, (Alias("حزب النور"),)),
)
MORE = (
    Entity("ISKP", "organization", {"ar": "داعش خراسان"}, (Alias("ولاية خراسان"), Alias("ISIS-K"))),
    Entity("KANDAHAR", "place", {}, (Alias("قندهار"),)),
    Entity("BAGHDADI", "person", {}, (Alias("أبو بكر البغدادي"), Alias("البغدادي", needs=("الخليفة", "داعش")))),
    Entity("AQAP", "organization", {}, (Alias("القاعدة في جزيرة العرب"),), part_of="AQ"),
    Entity("ISIS", "organization", {}, (Alias("تنظيم الدولة"), Alias("الدواعش", match="inflected"))),
    Entity("zawahiri", "person", {}, (Alias("الظواهري"), Alias("أيمن الظواهري"))),
    Entity("SAME", "organization", {}, (Alias("النور الإسلامية"),)),
    Entity("BOKO", "organization", {}, (Alias("بوكو حرام"), Alias("(.*)+ x"))),
    Entity("MASOUL", "place", {}, (Alias("الموصلي القديمة"), Alias("الموسل"))),
)
TEXTS = (
    "أعلن تنظيم داعش خراسان في قندهار عن تفجير انتحاري.",
    "قال لداعش إن ولاية خراسان بعيدة عن قندهر وعن الموصل.",
    "القاعده في جزيرة العرب غير القاعدة الجوية، وكقاعدة عامة لا.",
    "ظهر أبو بكر البغدادي، الخليفة البغدادي، مع أيمن محمد الظواهري والضواهري.",
    "بوكوحرام وبو كو حرام والبوكو حرام وISIS-K وisis k.",
    "تنظيم الدولة والدواعش ودولة إسلامية في الموصلي القديمة والموسل.",
    "هذا حزب النور وتلك النور الإسلامية ثم إسلامية نور.",
    "قند\N{ZERO WIDTH NON-JOINER}هار 2024م القاعد ة والظوا هري، انفجار سكاني وانفجارات.",
)
WORDS = tuple(dict.fromkeys(word for text in TEXTS for word in text.split()))


def lists(entities: Sequence[Entity]) -> Watchlists:
    return Watchlists((Watchlist("test", {}, tuple(entities), EVENTS),))


def hits(matcher: Matcher, texts: Sequence[str] = TEXTS) -> list[Hits]:
    return matcher.hits_many([Document(text) for text in texts])


def rebuilt(matcher: Matcher) -> Matcher:
    return Matcher.compile(matcher.watchlists)


@pytest.fixture(scope="module", name="held")
def _held() -> Matcher:
    matcher = Matcher.compile(lists(HELD))
    hits(matcher)
    return matcher


@pytest.mark.parametrize("entity", [pytest.param(one, id=one.key) for one in MORE])
def test_what_is_added_is_found_as_if_it_had_been_there(held: Matcher, entity: Entity) -> None:
    before = hits(held)
    more = held.adding([entity])
    assert hits(more) == hits(rebuilt(more)) != before
    assert hits(held) == before


def test_further_aliases_join_those_of_the_same_key_in_any_case(held: Matcher) -> None:
    more = held.adding([Entity("isis", "place", {"ar": "دولة الخلافة"}, (Alias("داعش", match="exact"),))])
    isis = more.watchlists.entities["ISIS"]
    assert (isis.kind, [alias.text for alias in isis.spellings]) == (
        "organization", ["داعش", "الدولة الإسلامية", "دولة الخلافة"]
    )  # fmt: skip
    assert [one.slug for one in more.watchlists.lists] == ["test"]
    assert more.resolve("دولة الخلافه")[0] == isis


def test_new_entities_go_into_the_list_that_is_named(held: Matcher) -> None:
    more = held.adding(MORE[:2], "test")
    assert more.watchlists.members("test") == {"ISIS", "AQ", "ZAWAHIRI", "MOSUL", "NOUR", "ISKP", "KANDAHAR", "blast"}
    assert "ISKP" not in held.watchlists.entities


def test_a_key_of_an_event_is_refused(held: Matcher) -> None:
    with pytest.raises(ValueError, match="taken by an event"):
        held.adding([Entity("BLAST", "other", {}, (Alias("عبوة"),))])


def test_an_unknown_parent_is_refused(held: Matcher) -> None:
    with pytest.raises(ValueError, match="part_of NOBODY is no entity"):
        held.adding([Entity("NEW", "other", {}, (Alias("عبوة"),), part_of="NOBODY")])


def test_adding_one_by_one_without_reading_between_forgets_nothing_and_misses_nothing(held: Matcher) -> None:
    matcher = held
    for one in MORE:
        matcher = matcher.adding([one])
    assert hits(matcher) == hits(rebuilt(matcher)) == hits(held.adding(MORE))


def test_two_additions_to_one_matcher_know_nothing_of_each_other(held: Matcher) -> None:
    one, other = held.adding(MORE[:1]), held.adding(MORE[1:2])
    assert hits(one) == hits(rebuilt(one))
    assert hits(other) == hits(rebuilt(other))


def test_many_names_may_be_added_to_none() -> None:
    names = [Entity(f"N{at}", "place", {}, (Alias(f"{left}{right}ستان"),)) for at, (left, right) in enumerate(PAIRS)]
    matcher = Matcher.compile(Watchlists()).adding(names)
    assert len(hits(matcher, [" ".join(one.aliases[0].text for one in names)])[0].mentions) == len(names)


PAIRS = [(left, right) for left in "بتجخدرز قندهار كابل".split() for right in "سشصضطعغفقكلمن"]


@given(
    order=st.permutations(range(len(HELD) + len(MORE))),
    cut=st.integers(0, len(HELD) + len(MORE)),
    read=st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join),
    text=st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join),
)
def test_any_additions_in_any_order_find_what_a_rebuild_finds(
    order: Sequence[int], cut: int, read: str, text: str
) -> None:
    every = [*HELD, *(one for one in MORE if one.part_of is None)]
    some = [every[at] for at in order if at < len(every)]
    first = {one.key.casefold(): one for one in some[:cut]}
    matcher = Matcher.compile(lists(list(first.values())))
    hits(matcher, [read])
    later = [one for one in some if one not in first.values()]
    for one in (later[:2], later[2:3], later[3:]):
        matcher = matcher.adding(one)
        hits(matcher, [read[::2], text[: len(text) // 2]])
    assert hits(matcher, [text, read, *TEXTS]) == hits(rebuilt(matcher), [text, read, *TEXTS])
