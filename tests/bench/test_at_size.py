"""The measurement at size runs: archives are made, questions are asked of both, and sizes are told."""

from __future__ import annotations

from tests.bench.asking import QUESTIONS
from tests.bench.at_size import at_size
from tests.fakes.postgres import PostgresServer

ASKED = ("/latest ISKP 20", "/search", "outbox, claimed", "hunt in everything")


def test_a_small_run(postgres_server: PostgresServer) -> None:
    database = postgres_server.create_database()
    lines = list(at_size(postgres_server.url(database), 1_000, 1, ASKED, plans=True))
    for name in (database, "archive_100", "archive_1000"):
        postgres_server.drop_database(name)
    asked = [line.split("`")[1] for line in lines if line.startswith("| `")]
    assert asked == [name for name in QUESTIONS if any(one in name for one in ASKED)]
    assert any(line.startswith("| articles | 1,000 |") for line in lines)
    assert any("ix_articles_normal" in line for line in lines)
