"""What people type, brought to one form: `/status ISKP`."""

from collections.abc import Collection


def as_command(text: str, words: Collection[str]) -> str:
    """`status ISKP` as `/status ISKP` when its first word is one of the command words (without case, without
    the slash); any other text as it was typed, without the blanks around it."""
    text = text.strip()
    first, *_ = text.split(maxsplit=1) or [""]
    return f"/{text}" if first.casefold() in words else text
