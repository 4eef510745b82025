"""A nats-server for each test: what is in a stream would be delivered to the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.nats import NatsServer, NatsUnavailableError, binary, nats_server


@pytest.fixture(autouse=True)
def _there() -> None:
    try:
        binary()
    except NatsUnavailableError as error:
        pytest.skip(str(error))


@pytest.fixture
def server() -> Iterator[NatsServer]:
    """With JetStream and without a login."""
    with nats_server() as one:
        yield one
