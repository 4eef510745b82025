"""What STIX 2.1 takes, by the library of OASIS: the only module that knows it, which loads it with the first export."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal

Marking = Literal["white", "green", "amber", "red"]
MARKINGS: Final[tuple[Marking, ...]] = ("white", "green", "amber", "red")


def checked(held: Mapping[str, Any]) -> str:
    """An object as a line of JSON. Raises ValueError where STIX 2.1 does not take it; nothing custom is let through."""
    import stix2  # type: ignore[import-untyped]
    from stix2.exceptions import STIXError  # type: ignore[import-untyped]

    try:
        return str(stix2.parse(dict(held), allow_custom=False, version="2.1").serialize(ensure_ascii=False))
    except STIXError as refused:
        raise ValueError(f"no STIX 2.1: {refused}") from refused


def marking(level: Marking) -> str:
    """The marking of the Traffic Light Protocol as a line of JSON."""
    return str(_marking(level).serialize())


def marking_id(level: Marking) -> str:
    """The id by which objects refer to it, the same everywhere."""
    return str(_marking(level).id)


@cache
def _marking(level: Marking) -> Any:
    from stix2.v21 import common  # type: ignore[import-untyped]

    return getattr(common, f"TLP_{level.upper()}")
