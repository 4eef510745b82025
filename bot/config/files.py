"""Settings whose values stand in files: `NAME_FILE` names the file of the setting `NAME`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource

from bot.config.errors import SettingsError

PREFIX = "RASID_"
_FILE_SUFFIX = "_FILE"


class Files(PydanticBaseSettingsSource):
    """Values from the files that `NAME_FILE` variables name, without their last line break."""

    def __init__(self, settings_cls: type[BaseSettings], variables: Mapping[str, str | None]) -> None:
        super().__init__(settings_cls)
        self._variables = variables

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        """The content of the file named for a setting, None where none is."""
        path = self._variables.get(f"{PREFIX}{field_name}{_FILE_SUFFIX}".lower())
        return (_content(field_name, path) if path else None), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Every setting that a file gives."""
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value}


def holders(*sources: PydanticBaseSettingsSource) -> Iterator[EnvSettingsSource]:
    """The sources that hold variables, by lower-case name."""
    return (source for source in sources if isinstance(source, EnvSettingsSource))


def _content(name: str, path: str) -> str:
    try:
        return Path(path).expanduser().read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        hint = "name a text file that this user may read, or unset it"
        raise SettingsError(
            f"{PREFIX}{name.upper()}{_FILE_SUFFIX}: cannot read {path} ({reason_of(error)}); {hint}"
        ) from None


def reason_of(error: Exception) -> str:
    """Why a file cannot be read."""
    return getattr(error, "strerror", None) or "it is not UTF-8"
