"""The sentences people read, in their language: gettext catalogues, numbers and the times of the reader's clock."""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Self
from zoneinfo import ZoneInfo

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.core.bidi import isolated, ltr
from bot.core.model import Language

LANGUAGES: tuple[Language, ...] = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Texts:
    """One language's sentences. The English sentence is the name of the message."""

    language: Language
    catalogue: gettext.NullTranslations

    @classmethod
    def english(cls) -> Self:
        """The sentences as they stand in the code."""
        return cls("en", gettext.NullTranslations())

    @classmethod
    def from_po(cls, language: Language, po: bytes) -> Self:
        """The sentences of a PO file, compiled in memory."""
        compiled = BytesIO()
        write_mo(compiled, read_po(BytesIO(po), locale=language))
        compiled.seek(0)
        return cls(language, gettext.GNUTranslations(compiled))

    def say(self, message: str, **values: object) -> str:
        """A sentence with its values: words isolated where need be, numbers kept from being turned around."""
        return self.catalogue.gettext(message).format_map(self._values(values))

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """A sentence about `n` things, in the plural form that the language has for it."""
        return self.catalogue.ngettext(one, many, n).format_map(self._values({"n": n, **values}))

    def name(self, names: Mapping[str, str]) -> str:
        """The name in this language, else in the other one."""
        return names.get(self.language) or next(filter(None, names.values()), "")

    def country(self, code: str) -> str:
        """The name of a country, by its ISO 3166 code; the code where it has none."""
        return str(Locale(self.language).territories.get(code, code))

    def when(self, moment: datetime, timezone: str) -> str:
        """A point in time as the reader's clock shows it: `2026-03-05 08:00`."""
        local = moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
        return self.ltr(local.isoformat(" ", "minutes"))

    def span(self, length: timedelta) -> str:
        """A length of time in minutes up to an hour, in hours up to two days, then in days; rounded, never zero."""
        minutes = max(1, round(length.total_seconds() / 60))
        if minutes < 60:
            return self.count("{n} minute", "{n} minutes", minutes)
        if minutes < 48 * 60:
            return self.count("{n} hour", "{n} hours", round(minutes / 60))
        return self.count("{n} day", "{n} days", round(minutes / 1440))

    def shown(self, value: str) -> str:
        """A name or other words, isolated where they run against this language's direction."""
        return isolated(value, rtl=self.language == "ar")

    def ltr(self, value: object) -> str:
        """A number, date or Latin word: isolated where the line runs from right to left."""
        return ltr(value) if self.language == "ar" else str(value)

    def _values(self, values: dict[str, object]) -> dict[str, str]:
        return {
            name: self.shown(value) if isinstance(value, str) else self.ltr(value) for name, value in values.items()
        }
