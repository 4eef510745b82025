"""Ids that are the same in every export of the same thing, so that an import elsewhere updates and does not double."""

from typing import Final
from uuid import UUID, uuid5

# Rasid's own; the specification forbids the namespace of STIX for objects that are not observables.
_NAMESPACE: Final = UUID("6d9a2c0e-3f54-4a35-9d5b-6f1f0b6f8f0e")


def stix_id(kind: str, *named: str) -> str:
    """`threat-actor--…` of what these words name, letter by letter."""
    return f"{kind}--{_uuid(named)}"


def ftm_id(*named: str) -> str:
    """`rasid-…` of what these words name, letter by letter: letters, digits and hyphens only."""
    return f"rasid-{_uuid(named)}"


def entity_name(key: str) -> tuple[str, ...]:
    """What names an entity for `stix_id` and `ftm_id`: its key alone, so that it may move from list to list."""
    return ("entity", key.casefold())


def _uuid(named: tuple[str, ...]) -> UUID:
    return uuid5(_NAMESPACE, "\x1f".join(one.encode("utf-8", "replace").decode() for one in named))
