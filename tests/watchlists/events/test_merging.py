"""One happening is one event, however many words name it."""

import pytest

from tests.watchlists.events.conftest import Read

ONE = [
    pytest.param("اغتيل القاضي في هجوم مسلح أمام بيته", ["assassination"], id="how it was done"),
    pytest.param("خطف مسلحون معلما بعد اختطاف سيارته", ["kidnapping", "kidnapping"], id="two, one after the other"),
    pytest.param("لقي سبعة حتفهم حين انفجرت سيارة مفخخة، وقتل حارس", ["bombing"], id="deaths when it went off"),
    pytest.param("قتل ثلاثة رعاة عندما قصفت طائرة خيامهم", ["shelling"], id="deaths when it was shelled"),
    pytest.param("بعد شهر على تفجير السوق، قتل مسلحون تاجرا", ["bombing", "killing"], id="an earlier attack dates it"),
    pytest.param("أحبط الجيش هجوما مسلحا وقتل ثلاثة مسلحين", ["foiled_plot", "killing"], id="foiled, and killed"),
    pytest.param("أصيب شرطي برصاص مسلحين في هجوم مسلح", ["armed_attack"], id="named again by its cause"),
]


@pytest.mark.parametrize(("text", "events"), ONE)
def test_events_of_a_sentence(read: Read, text: str, events: list[str]) -> None:
    assert [one.event for one in read(text)] == events
