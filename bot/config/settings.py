"""The settings, read once from the environment, from `NAME_FILE` files and from `.env` in the working folder."""

import os
import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config.errors import SettingsError
from bot.config.files import PREFIX, Files, holders, reason_of
from bot.core.endpoints import is_model_address, is_web_address, why_not_called
from bot.core.model import Language
from bot.core.urls import sqlite_url

_DOTENV = ".env"
# What Telegram takes: https://core.telegram.org/bots/api#setwebhook
_HEADER_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# Who administers: Telegram's ids are numbers, names change hands.
_ADMIN = re.compile(r"telegram:\d+|slack:\w+|console:\S+", re.ASCII)


class Settings(BaseSettings):
    """Every setting of the contract, with its default. An empty value counts as not set."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=_DOTENV, env_ignore_empty=True, extra="ignore")

    home: Path = Path("rasid-data")
    database_url: SecretStr | None = None
    watchlists: str | None = None
    outlets: str | None = None
    telegram_token: SecretStr | None = None
    telegram_base_url: str | None = None
    telegram_webhook_url: str | None = None
    telegram_webhook_secret: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_base_url: str | None = None
    admins: str = ""
    access: Literal["invite", "open"] = "invite"
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    api_token: SecretStr | None = None
    console_token: SecretStr | None = None
    language: Language = "ar"
    timezone: str = "UTC"
    auto_migrate: bool = False
    max_article_kb: int = Field(default=2048, ge=1)
    keep_days: int = Field(default=365, ge=0)
    watch_folder: Path | None = None
    allow_networks: str = ""
    summarizer: Literal["extractive", "llm"] = "extractive"
    llm_url: str | None = Field(default=None, validate_default=True)
    llm_model: str | None = Field(default=None, validate_default=True)
    llm_key: SecretStr | None = None
    nats_url: SecretStr | None = None
    log_format: Literal["console", "json"] = "console"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("*", mode="before")
    @classmethod
    def _pasted(cls, value: Any) -> Any:
        """Tokens are pasted with blanks around them."""
        return value.strip() if isinstance(value, str) else value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            return ZoneInfo(value).key
        except (ValueError, OSError, KeyError):
            raise ValueError("is no IANA time zone; write for example Asia/Baghdad") from None

    @field_validator("home", "watch_folder")
    @classmethod
    def _path(cls, value: Path | None) -> Path | None:
        return value and value.expanduser()

    @field_validator("telegram_base_url", "slack_base_url")
    @classmethod
    def _address(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and not is_web_address(value):
            raise ValueError("must begin with http:// or https:// and name a host")
        if value is not None and info.field_name == "slack_base_url" and not value.endswith("/api/"):
            raise ValueError("must end in /api/")
        return value

    @field_validator("telegram_webhook_url")
    @classmethod
    def _called_back(cls, value: str | None) -> str | None:
        if value is not None and (problem := why_not_called(value)):
            raise ValueError(problem)
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _header(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _HEADER_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("wants 1 to 256 of A-Z a-z 0-9 _ -; try: openssl rand -hex 32")
        return value

    @field_validator("admins")
    @classmethod
    def _labels(cls, value: str) -> str:
        if not all(_ADMIN.fullmatch(label) for label in value.split()):
            raise ValueError("wants platform:user with Telegram's numeric id, for example telegram:1001 slack:U123")
        return value

    @field_validator("llm_url", "llm_model")
    @classmethod
    def _of_the_model(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Both are needed where the summarizer is `llm`, which is read before them."""
        if value is None and info.data.get("summarizer") == "llm":
            raise ValueError("is missing: RASID_SUMMARIZER=llm needs it; set it, or unset RASID_SUMMARIZER")
        if value is not None and info.field_name == "llm_url" and not is_model_address(value):
            raise ValueError(
                "wants what stands before /chat/completions, such as http://127.0.0.1:11434/v1; no login, no query"
            )
        return value

    @field_validator(
        "telegram_token", "slack_bot_token", "slack_app_token", "slack_signing_secret", "llm_key", "console_token"
    )
    @classmethod
    def _one_word(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not all(sign.isprintable() and not sign.isspace() for sign in value.get_secret_value()):
            raise ValueError("holds a blank or a control character; copy the token once more")
        return value

    @field_validator("nats_url")
    @classmethod
    def _nats(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.match(r"(nats|tls)://[^/\s]", value.get_secret_value()):
            raise ValueError("must begin with nats:// or tls:// and name a host, such as nats://127.0.0.1:4222")
        return value

    @field_validator("http_host")
    @classmethod
    def _host(cls, value: str) -> str:
        if re.fullmatch(r"[\d.]+|.*[:\s/].*", value):  # else a name, which is looked up at the start
            _try(ip_address, value, "is no address to listen on; write for example 127.0.0.1, 0.0.0.0, :: or a name")
        return value

    @field_validator("allow_networks")
    @classmethod
    def _networks(cls, value: str) -> str:
        for name in _listed(value):
            _try(lambda one: ip_network(one, strict=False), name, "wants networks such as 10.0.0.0/8 or 127.0.0.1")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before files that it names, those before `.env` and files that it names."""
        named = [Files(settings_cls, source.env_vars) for source in holders(env_settings, dotenv_settings)]
        return init_settings, env_settings, named[0], dotenv_settings, named[1]

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL; SQLite in the home folder unless set. Holds the password."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return sqlite_url(self.home / "rasid.db")

    @property
    def embedded(self) -> bool:
        """Whether the database is SQLite."""
        return self.url.startswith("sqlite")

    @property
    def watchlist_paths(self) -> tuple[Path, ...]:
        """The files and folders named, empty for the shipped lists."""
        return _paths(self.watchlists)

    @property
    def outlet_paths(self) -> tuple[Path, ...]:
        """The files and folders of outlets named, which come on top of the shipped list."""
        return _paths(self.outlets)

    @property
    def admin_labels(self) -> frozenset[str]:
        """Who administers, as `platform:user`."""
        return frozenset(self.admins.split())

    @property
    def networks(self) -> tuple[str, ...]:
        """Networks that added URLs may reach besides the public ones."""
        return _listed(self.allow_networks)

    def differing(self, other: "Settings") -> tuple[str, ...]:
        """The names of the settings that have another value there, as they are written outside."""
        names = (name for name in type(self).model_fields if getattr(self, name) != getattr(other, name))
        return tuple(PREFIX + name.upper() for name in names)

    @classmethod
    def load(cls) -> Self:
        """Read the settings. Raises SettingsError that names each wrong setting."""
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError("; ".join(_problem(one) for one in error.errors())) from None
        except (OSError, UnicodeDecodeError) as error:
            hint = "make it a text file that this user may read, or remove it"
            raise SettingsError(f".env: cannot be read ({reason_of(error)}); {hint}") from None


def _listed(value: str) -> tuple[str, ...]:
    return tuple(value.replace(",", " ").split())


def _paths(value: str | None) -> tuple[Path, ...]:
    return tuple(Path(part).expanduser() for part in (value or "").split(os.pathsep) if part)


def _try(parse: Callable[[str], object], value: str, hint: str) -> None:
    try:
        parse(value)
    except ValueError:
        raise ValueError(hint) from None


def _problem(error: Mapping[str, Any]) -> str:
    name = PREFIX + str(error["loc"][0] if error["loc"] else "").upper()
    return f"{name}: {str(error['msg']).removeprefix('Value error, ')}"
