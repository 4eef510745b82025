"""The lists that come with Rasid: complete, sound, and right about every sentence they bring along."""

from functools import cache

import pytest

from watchlists.files.loader import load, shipped
from watchlists.matcher import Matcher
from watchlists.model import Alias, Document, Entity, EventType, Watchlists

# The keys that every release carries; people and scripts rely on them.
GROUPS = (
    "ISKP ISIS AQ AQAP AQIM JNIM SHABAAB BOKO TALIBAN TTP HAQQANI HTS HOUTHI HEZBOLLAH HAMAS PIJ PMF RSF PKK".split()
)
PERSONS = "ZAWAHIRI BINLADEN BAGHDADI".split()
PLACES = "KANDAHAR KABUL KUNAR NURISTAN MOSCOW MOGADISHU".split()
EVENTS = (
    "suicide_bombing bombing armed_attack assassination killing kidnapping execution arrest raid foiled_plot plot "
    "threat claim denial airstrike shelling drone_attack clash training_camp recruitment financing defection "
    "prison_break sanction designation trial negotiation ceasefire"
).split()
STATUS = {
    "plot": "planned",
    "foiled_plot": "foiled",
    "claim": "claimed",
    "denial": "denied",
    "threat": "threatened",
}
BRANCHES = {
    "ISKP": "ISIS",
    "ISWAP": "ISIS",
    "AQAP": "AQ",
    "AQIM": "AQ",
    "JNIM": "AQ",
    "HAQQANI": "TALIBAN",
    "QASSAM": "HAMAS",
}
# The lists in which every name says where it comes from.
SOURCED = ("groups", "persons", "places")
# Names that are also ordinary words of the news: never without a condition.
HOMOGRAPHS = (
    "القاعدة الشباب حماس النصرة الموصل الرقة الحديدة البيضاء البرهان الشرع القسام الظواهري البغدادي عدن حلب حمص حماة "
    "درعا صور سرت سبها جنين تدمر طالبان"
).split()


@cache
def _lists() -> Watchlists:
    return load([shipped()])


def _entries() -> list[Entity | EventType]:
    lists = _lists()
    return [*lists.entities.values(), *lists.events.values()]


def _aliases(entry: Entity | EventType) -> tuple[Alias, ...]:
    return entry.spellings if isinstance(entry, Entity) else entry.phrases


def _sentences(kind: str) -> list[tuple[str, str]]:
    return [(entry.key, sentence) for entry in _entries() for sentence in getattr(entry.tests, kind)]


def _found(matcher: Matcher, sentence: str) -> frozenset[str]:
    return frozenset(matcher.match(Document(sentence)).keys())


@pytest.fixture(scope="module")
def lists() -> Watchlists:
    return _lists()


@pytest.fixture(scope="module")
def matcher(shipped_matcher: Matcher) -> Matcher:
    return shipped_matcher


@pytest.mark.parametrize("key", [*GROUPS, *PERSONS, *PLACES])
def test_holds_the_promised_entity(lists: Watchlists, key: str) -> None:
    assert key in lists.entities


@pytest.mark.parametrize("key", EVENTS)
def test_holds_the_promised_event(lists: Watchlists, key: str) -> None:
    assert lists.events[key].status == STATUS.get(key, "reported")


@pytest.mark.parametrize(("branch", "parent"), BRANCHES.items())
def test_whoever_watches_a_group_sees_its_branches(lists: Watchlists, branch: str, parent: str) -> None:
    assert branch in lists.family(parent)


@pytest.mark.parametrize("entry", _entries(), ids=lambda entry: entry.key)
def test_brings_names_and_sentences_for_and_against(entry: Entity | EventType) -> None:
    assert entry.name.keys() >= {"ar", "en"}
    assert len(entry.tests.yes) >= 2
    assert len(entry.tests.no) >= 1


@pytest.mark.parametrize("word", HOMOGRAPHS)
def test_a_name_that_is_a_word_never_stands_without_a_condition(lists: Watchlists, word: str) -> None:
    named = [alias for entity in lists.entities.values() for alias in _aliases(entity) if alias.text == word]
    assert named
    assert all(alias.needs or alias.unless for alias in named)


@pytest.mark.parametrize("entry", _entries(), ids=lambda entry: entry.key)
def test_no_alias_stands_twice_with_the_same_conditions(entry: Entity | EventType) -> None:
    aliases = _aliases(entry)
    assert len(set(aliases)) == len(aliases)


@pytest.mark.parametrize("group", SOURCED)
def test_says_of_every_alias_where_it_comes_from(lists: Watchlists, group: str) -> None:
    members = [lists.entities[key] for key in lists.members(group)]
    assert members
    named = [(one, alias) for one in members for alias in one.spellings]
    assert [(one.key, alias.text) for one, alias in named if not (alias.source or one.source)] == []


@pytest.mark.parametrize("group", SOURCED)
def test_says_of_every_entity_where_its_names_come_from(lists: Watchlists, group: str) -> None:
    assert [key for key in lists.members(group) if not lists.entities[key].source] == []


@pytest.mark.parametrize(("key", "sentence"), _sentences("yes"))
def test_is_found(matcher: Matcher, key: str, sentence: str) -> None:
    assert key in _found(matcher, sentence)


@pytest.mark.parametrize(("key", "sentence"), _sentences("no"))
def test_is_not_found(matcher: Matcher, key: str, sentence: str) -> None:
    assert key not in _found(matcher, sentence)
