"""How long each thing may take, and how long is waited before it is tried again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. Tests are in more of a hurry."""

    put: float = 4.0
    """Within which a batch is taken, or refused."""
    hush: float = 5.0
    """After a batch that got no answer, others are refused at once for so long."""
    connect: float = 2.0
    ask: float = 5.0
    """Within which the server answers what is no article."""
    first_pause: float = 0.25
    longest_pause: float = 5.0
    """Between two tries to connect."""
    longest_rest: float = 30.0
    """Between two batches when handling them fails."""
    linger: float = 10.0
    """A request for articles waits so long for the first."""
    backoff: tuple[float, ...] = (60.0, 120.0, 300.0, 600.0)
    """Until an article that was not acknowledged is delivered again: the first time, the second …, each time after."""
    later: float = 30.0
    """Until what a later version wrote is offered again."""
    remember: float = 90.0
    """What went wrong stays a trouble for so long after it was last met."""

    def until_connecting(self, failures: int) -> float:
        """Before the next try to connect, after so many in vain."""
        return min(self.first_pause * 2.0 ** min(failures, 10), self.longest_pause)

    def until_fetching(self, failures: int) -> float:
        """Before the next batch, after so many that failed."""
        return min(self.first_pause * 2.0 ** min(failures, 10), self.longest_rest)
