"""Who works on this database, and what only one of them may do at a time."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from bot.core.processes import Process


class Processes(Protocol):
    """Those that gave a sign of life."""

    def sign(self, process: Process) -> None:
        """Write down that one runs, and forget those that gave no sign for long."""
        ...

    def leave(self, name: str) -> None:
        """One ends."""
        ...

    def all(self) -> Sequence[Process]:
        """Those that are known, by their start."""
        ...


class Duties(Protocol):
    """What one process does for all. Whoever has a duty keeps it until its process ends or loses the database; then
    another one has it within seconds."""

    def holds(self, duty: str) -> bool:
        """Whether it is this process's now."""
        ...

    @property
    def held(self) -> Collection[str]:
        """Those that this process has."""
        ...


class _Every:
    """See the port `Duties`: for the only process on its database."""

    held: Collection[str] = ()

    def holds(self, duty: str) -> bool:
        return True


EVERY: Duties = _Every()


class Claim(Duties, Protocol):
    """A process's place at a database, which the system takes back when the process ends, however it ends."""

    @property
    def name(self) -> str | None:
        """What this process is called among several, while it runs: others can tell by it whether it is gone."""
        ...

    @property
    def alone(self) -> bool:
        """Whether nobody else worked on it when this process came."""
        ...

    def share(self) -> None:
        """Let others in: what only the first one may do is done. Raises StoreError."""
        ...

    def look(self, wanted: Collection[str]) -> None:
        """Keep the duties that are held, and take those wanted ones that nobody has; to be called every second. Raises
        StoreError when the database does not answer: then none is held."""
        ...


class Signals(Protocol):
    """Wakes other processes. What is lost of it costs a second, as everybody looks by themselves."""

    def tell(self, topics: Collection[str]) -> None:
        """Say that there is something to do. Raises StoreError."""
        ...

    def hear(self, heard: Callable[[str], None], go_on: Callable[[], bool]) -> None:
        """Call `heard` with each topic that another process tells, as long as it is to `go_on`. Blocks; raises
        StoreError when the database is lost."""
        ...
