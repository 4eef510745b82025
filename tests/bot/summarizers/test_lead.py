"""The baseline shows the first sentences."""

import pytest

from bot.ports import Summary
from bot.summarizers.lead import Lead
from tests.bot.summarizers.council import CALM, ISKP, LEAD, RAID, TEXT, pieces
from watchlists.model import Document, Findings


@pytest.mark.parametrize(
    ("count", "shown"),
    [pytest.param(1, [LEAD], id="lead 1"), pytest.param(3, [LEAD, CALM, RAID], id="lead 3")],
)
def test_lead(count: int, shown: list[str]) -> None:
    assert pieces(Lead(count).summarize(Document(TEXT), Findings((ISKP,)))) == shown


def test_lead_stops_where_the_room_ends() -> None:
    assert pieces(Lead(3, longest=len(LEAD) + len(CALM)).summarize(Document(TEXT), Findings((ISKP,)))) == [LEAD]
    assert Lead().summarize(Document(TEXT), Findings()) == Summary(None)
