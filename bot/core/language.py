"""The sentences people read, in their language: gettext catalogues, numbers and the times of the reader's clock."""

import gettext
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Literal, Self
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.core.bidi import isolate, isolated, ltr
from bot.core.model import Destination, Language
from bot.core.preferences import Digits, Months, Preferences

LANGUAGES: tuple[Language, ...] = ("ar", "en")

# Whose usage names the months.
_REGIONS: Mapping[Months, str] = {"egypt": "ar_EG", "levant": "ar_SY", "maghreb": "ar_DZ"}
_ARABIC_INDIC = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩\N{ARABIC PERCENT SIGN}")
# Beside these digits a dot in the middle of the line is read as a zero.
_DOT, _BAR = "\N{MIDDLE DOT}", "|"
# Between digits, Arabic has marks of its own.
_POINT, _COMMA = re.compile(r"(?<=\d)\.(?=\d)"), re.compile(r"(?<=\d),(?=\d)")


@dataclass(frozen=True, slots=True)
class Texts:
    """One language's sentences. The English sentence is the name of the message.

    `digits` and `months` say how numbers and dates look in Arabic; English has one way for them.
    """

    language: Language
    catalogue: gettext.NullTranslations
    digits: Digits = "latin"
    months: Months = "egypt"

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

    def of(self, preferences: Preferences) -> Self:
        """The same sentences with the digits and months that a chat chose."""
        if self.language != "ar" or (self.digits, self.months) == (preferences.digits, preferences.months):
            return self
        return replace(self, digits=preferences.digits, months=preferences.months)

    def say(self, message: str, **values: object) -> str:
        """A sentence with its values: words isolated where need be, numbers kept from being turned around."""
        return self.parted(self.catalogue.gettext(message)).format_map(self._values(values))

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """A sentence about `n` things, in the plural form that the language has for it."""
        return self.parted(self.catalogue.ngettext(one, many, n)).format_map(self._values({"n": n, **values}))

    def parted(self, words: str) -> str:
        """Words of ours with a mark between their parts that is taken for no digit."""
        return words.replace(_DOT, _BAR) if self._indic else words

    def name(self, names: Mapping[str, str]) -> str:
        """The name in this language, else in the other one."""
        return names.get(self.language) or next(filter(None, names.values()), "")

    def country(self, code: str) -> str:
        """The name of a country, by its ISO 3166 code; the code where it has none."""
        return str(Locale(self.language).territories.get(code, code))

    def when(self, moment: datetime, timezone: str) -> str:
        """A point in time as the reader's clock shows it: `2026-03-05 08:00`, in Arabic «5 مارس 2026، 08:00»."""
        local = moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
        if self.language != "ar":
            return local.isoformat(" ", "minutes")
        return isolate(self.numerals(format_datetime(local, "d MMMM y، HH:mm", locale=self._region)))

    def day(self, moment: datetime, timezone: str) -> str:
        """A day as the reader's calendar names it: `Thursday 5 March 2026`, «الخميس 5 مارس 2026»."""
        named = format_datetime(moment.astimezone(ZoneInfo(timezone)), "EEEE d MMMM y", locale=self._region)
        return isolate(self.numerals(named)) if self.language == "ar" else named

    def hour(self, moment: datetime, timezone: str) -> str:
        """The time of day on the reader's clock: `08:00`."""
        return self.number(format(moment.astimezone(ZoneInfo(timezone)), "%H:%M"))

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12, short where the language has it so: `Mar`, «مارس», «آذار»."""
        # Babel gives the short names of whichever Arabic region is asked for first to all; they are the long ones.
        width: Literal["wide", "abbreviated"] = "wide" if self.language == "ar" else "abbreviated"
        return str(get_month_names(width, locale=self._region)[number])

    def numerals(self, text: str) -> str:
        """Words of ours (never of a source) with their digits as this chat reads them: `22:00`, «٢٢:٠٠»."""
        plain = "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in text)
        if not self._indic:
            return plain
        marked = _COMMA.sub("\N{ARABIC THOUSANDS SEPARATOR}", _POINT.sub("\N{ARABIC DECIMAL SEPARATOR}", plain))
        return marked.translate(_ARABIC_INDIC)

    def number(self, text: object) -> str:
        """What is made of digits and marks (`08:00`, `1.`, `20–23`), in the chat's digits and kept in its order."""
        return self.ltr(self.numerals(str(text)))

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
        """A number, an id or a Latin word: isolated where the line runs from right to left. Numbers are in the chat's
        digits, ids and what is typed in Latin ones; a whole number is whole (`4.0` is 4)."""
        whole = int(value) if isinstance(value, float) and value.is_integer() else value
        text = self.numerals(str(whole)) if isinstance(whole, int | float) else str(whole)
        return ltr(text) if self.language == "ar" else text

    @property
    def _region(self) -> str:
        """Whose names of months are used, as Babel calls it."""
        return _REGIONS[self.months] if self.language == "ar" else self.language

    @property
    def _indic(self) -> bool:
        return self.language == "ar" and self.digits == "arabic"

    def _values(self, values: dict[str, object]) -> dict[str, str]:
        return {
            name: self.shown(value) if isinstance(value, str) else self.ltr(value) for name, value in values.items()
        }


def spoken(every: Mapping[Language, Texts], chat: Destination) -> Texts:
    """The sentences that a chat reads: in its language, with its digits and months."""
    return every[chat.language].of(chat.preferences)
