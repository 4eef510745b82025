"""Work that an answer needs and that takes a while: no transaction is open meanwhile.

answer begun -> Outstanding: all rolled back -> the errand is run -> answer begun anew, with what the errand brought
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeVar, cast

from bot.ports import Store, Unit

MOST: Final = 8
"""So many errands one answer may send on. What it needs depends on what is stored, and others write meanwhile."""

T = TypeVar("T")
Brings = TypeVar("Brings", covariant=True)


class Errand(Protocol[Brings]):
    """What is to be found out, as a value: equal ones are the same errand, and are run once for an answer."""

    def run(self, store: Store) -> Brings:
        """Find it out. What is stored is read in transactions of its own, which are over before the work begins."""
        ...


class Outstanding(Exception):  # noqa: N818 - it is a turn of the work, not an error
    """An answer cannot go on before this errand was run."""

    def __init__(self, errand: Errand[Any]) -> None:
        super().__init__(type(errand).__name__)
        self.errand = errand


@dataclass(frozen=True, slots=True)
class Errands:
    """The errands that were run for one answer, with what they brought."""

    _brought: dict[Errand[Any], Any] = field(default_factory=dict)

    def bring(self, errand: Errand[T]) -> T:
        """What an errand brought. Raises Outstanding where it was not run yet."""
        if errand not in self._brought:
            raise Outstanding(errand)
        return cast(T, self._brought[errand])

    def run(self, errand: Errand[Any], store: Store) -> None:
        """Run one with no transaction open. Raises RuntimeError where an answer needs ever more of them."""
        if len(self._brought) == MOST:
            raise RuntimeError(f"an answer needs more than {MOST} errands, now {type(errand).__name__}")
        self._brought[errand] = errand.run(store)


def with_errands(store: Store, answer: Callable[[Unit, Errands], T]) -> T:
    """What an answer comes to, in one transaction that waits for no errand.

    It is begun anew after each errand, in another transaction, so everything that it rests on is looked at again.
    """
    errands = Errands()
    while True:
        try:
            with store.begin() as unit:
                return answer(unit, errands)
        except Outstanding as outstanding:
            errands.run(outstanding.errand, store)
