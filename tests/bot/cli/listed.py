"""A consolidated list of invented people, in the form in which the United Nations publish theirs."""

from __future__ import annotations

from collections.abc import Sequence

PEOPLE = {
    1: ("SALEM NAKHLAN ZARQAWIN", "سالم نخلان زرقاوين", ("Salem Nakhlani Zarqawin", "Abu Nakhl")),
    2: ("YUNUS GHADIRAN TAWILIN", "يونس غديران طويلين", ("Younes Ghadiran Tawilin",)),
    3: ("MAZEN HARDUBAN QASIRIN", "مازن حردوبان قصيرين", ()),
}


def un(people: Sequence[int] = (1, 2, 3), day: str = "2025-04-19", aliases: Sequence[str] = ()) -> str:
    """The list of some of the people as of a day; `aliases` are further names of the first."""
    held = [_person(one, aliases if number == 0 else ()) for number, one in enumerate(people)]
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        f"<CONSOLIDATED_LIST dateGenerated='{day}T01:02:03Z'>\n<INDIVIDUALS>\n"
        + "\n".join(held)
        + "\n</INDIVIDUALS>\n<ENTITIES/>\n</CONSOLIDATED_LIST>\n"
    )


def _person(number: int, more: Sequence[str]) -> str:
    latin, arabic, aliases = PEOPLE[number]
    first, second, third = latin.split()
    named = "".join(
        f"<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>{one}</ALIAS_NAME></INDIVIDUAL_ALIAS>\n"
        for one in (*aliases, *more)
    )
    return (
        f"<INDIVIDUAL><DATAID>{number}</DATAID><FIRST_NAME>{first}</FIRST_NAME><SECOND_NAME>{second}</SECOND_NAME>"
        f"<THIRD_NAME>{third}</THIRD_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>QDi.90{number}</REFERENCE_NUMBER><LISTED_ON>2020-01-02</LISTED_ON>"
        f"<NAME_ORIGINAL_SCRIPT>{arabic}</NAME_ORIGINAL_SCRIPT>\n{named}</INDIVIDUAL>"
    )
