"""What people's rulings say of articles to come, read again only when there is another ruling."""

from dataclasses import dataclass, field

from bot.core.learning import enough
from bot.core.rulings import Learned, parted
from bot.ports import Unit


@dataclass(slots=True)
class Memory:
    """Shared by the threads that take in articles: what one has read serves the others."""

    _held: tuple[tuple[int, int], Learned] = field(default=((0, 0), Learned()))

    def of(self, unit: Unit) -> Learned:
        """As the transaction sees it."""
        version, (known, learned) = unit.rulings.version(), self._held
        if version != known:
            learned = Learned(enough(unit.rulings.examples()), parted(unit.rulings.parted(), unit.rulings.survivors()))
            self._held = version, learned
        return learned
