"""What a person typed, and what was meant."""

import pytest

from watchlists import Matcher
from watchlists.model import Alias, Entity, EventType, Watchlist, Watchlists

ENTITIES = (
    Entity("ISKP", "organization", {"en": "Islamic State Khorasan"}, (Alias("داعش خراسان"),)),
    Entity("ISIS", "organization", {}, (Alias("داعش"),)),
    Entity("ZAWAHIRI", "person", {}, (Alias("أيمن الظواهري"),)),
)
EVENTS = (EventType("foiled_plot", {"ar": "إحباط مخطط"}, (Alias("إحباط مخطط"),)),)
MATCHER = Matcher.compile(Watchlists((Watchlist("test", {}, ENTITIES, EVENTS),)))

EXACT = [
    pytest.param("ISKP", "ISKP", id="key"),
    pytest.param(" iskp ", "ISKP", id="key in another case"),
    pytest.param("داعش خراسان", "ISKP", id="alias"),
    pytest.param("داعش-خراسان", "ISKP", id="alias with a dash"),
    pytest.param("ايمن الظواهري", "ZAWAHIRI", id="alias in another spelling"),
    pytest.param("islamic state KHORASAN", "ISKP", id="name in another language"),
    pytest.param("FOILED_PLOT", "foiled_plot", id="event key"),
    pytest.param("إحباط مخطط", "foiled_plot", id="event name"),
]


@pytest.mark.parametrize(("typed", "key"), EXACT)
def test_resolves(typed: str, key: str) -> None:
    found, close = MATCHER.resolve(typed)
    assert found is not None
    assert (found.key, close) == (key, ())


CLOSE = [
    pytest.param("الضواهري", ("ZAWAHIRI",), id="one word of a name, misspelt"),
    pytest.param("داعش خرسان", ("ISKP",), id="a letter left out"),
    pytest.param("ISK", ("ISKP",), id="half a key"),
    pytest.param("صحيفة", (), id="nothing like it"),
    pytest.param("", (), id="nothing typed"),
    pytest.param("؟؟", (), id="no words"),
]


@pytest.mark.parametrize(("typed", "keys"), CLOSE)
def test_suggests(typed: str, keys: tuple[str, ...]) -> None:
    assert MATCHER.resolve(typed) == (None, keys)


HOLDING = [
    pytest.param("داعش", ("ISKP", "ISIS"), id="a word of several names"),
    pytest.param("خراسان", ("ISKP",), id="a word of one"),
    pytest.param("إحباط", ("foiled_plot",), id="a word of a phrase"),
    pytest.param("ظواهر", ("ZAWAHIRI",), id="a part of a word"),
    pytest.param("FOILED", ("foiled_plot",), id="a part of a key, in any case"),
    pytest.param("صحيفة", (), id="a word of none"),
    pytest.param(" . ", (), id="no word"),
]


@pytest.mark.parametrize(("typed", "keys"), HOLDING)
def test_entries_in_whose_names_words_stand(typed: str, keys: tuple[str, ...]) -> None:
    assert MATCHER.holding(typed) == keys
