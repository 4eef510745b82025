"""How likely a number is by chance alone."""

from math import exp, lgamma, log
from typing import Final

_PRECISE: Final = 1e-12
_MOST_TERMS: Final = 10_000


def at_least(number: float, usual: float) -> float:
    """The probability that something which happens `usual` times on average happens `number` times or more (Poisson).

    Both may be fractions (of the gamma function then): counts that come in clumps are divided by the size of a clump.
    """
    if number <= 0:
        return 1.0
    if usual <= 0:
        return 0.0
    term = total = 1.0
    for step in range(1, _MOST_TERMS):
        term *= usual / (number + step)
        total += term
        if term < _PRECISE * total:
            break
    return min(1.0, exp(number * log(usual) - usual - lgamma(number + 1)) * total)
