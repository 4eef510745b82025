"""One thing that is said of a name."""

from typing import NamedTuple


class Evidence(NamedTuple):
    """One thing that speaks for (above nought) or against the name, and the word to show for it."""

    weight: int
    word: str

    @property
    def code(self) -> str:
        """`context:+word` or `context:-word`."""
        return f"context:{'+' if self.weight > 0 else '-'}{self.word}"
