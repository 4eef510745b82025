"""The sentences people read, by language. English stands in the code; `ar.po` holds the Arabic."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.core.language import Texts
from bot.core.model import Language


@cache
def load_texts() -> Mapping[Language, Texts]:
    """The sentences of every language; read once."""
    arabic = (files(__name__) / "ar.po").read_bytes()
    return {"en": Texts.english(), "ar": Texts.from_po("ar", arabic)}
