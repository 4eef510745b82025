"""Asking the platforms whether they know the tokens: one harmless call each, all at once, with a time limit."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx
    from pydantic import SecretStr

    from bot.config import Settings

_SECONDS = 5.0
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Said:
    """What a platform said to the token of a setting: `refused`, `away` (no answer to go by), or known as `words`.
    `skew` is by how many seconds our clock is ahead."""

    setting: str
    words: str
    refused: bool = False
    away: bool = False
    skew: float | None = None


def answers(settings: "Settings") -> list[Said]:
    """What each platform says to its tokens. Raises nothing, and holds no token."""
    return asyncio.run(_ask(settings))


async def _ask(settings: "Settings") -> list[Said]:
    import httpx

    from handlers.slack.adapter import BASE_URL as SLACK
    from handlers.telegram.client import BASE_URL as TELEGRAM

    async with httpx.AsyncClient(timeout=_SECONDS) as client:
        slack = settings.slack_base_url or SLACK
        asked = []
        if token := settings.telegram_token:
            base = (settings.telegram_base_url or TELEGRAM).rstrip("/")
            asked.append(_telegram(client, f"{base}{token.get_secret_value()}/getMe"))
        if token := settings.slack_bot_token:
            asked.append(_slack(client, f"{slack}auth.test", "RASID_SLACK_BOT_TOKEN", token))
        if (token := settings.slack_app_token) and settings.slack_signing_secret is None:
            asked.append(_slack(client, f"{slack}apps.connections.open", "RASID_SLACK_APP_TOKEN", token))
        return list(await asyncio.gather(*asked))


async def _telegram(client: "httpx.AsyncClient", url: str) -> Said:
    setting = "RASID_TELEGRAM_TOKEN"
    answer = await _post(client, url, {})
    if isinstance(answer, str):
        return Said(setting, answer, away=True)
    told, skew = _object(answer), _skew(answer)
    if told.get("ok") is True:
        return Said(setting, f"@{_short(_part(told, 'result').get('username'))}", skew=skew)
    if answer.status_code in (401, 404) and "description" in told:
        return Said(setting, f"Telegram says {answer.status_code}", refused=True, skew=skew)
    return Said(setting, f"the answer was HTTP {answer.status_code}", away=True, skew=skew)


async def _slack(client: "httpx.AsyncClient", url: str, setting: str, token: "SecretStr") -> Said:
    answer = await _post(client, url, {"Authorization": f"Bearer {token.get_secret_value()}"})
    if isinstance(answer, str):
        return Said(setting, answer, away=True)
    told, skew = _object(answer), _skew(answer)
    if told.get("ok") is True:
        return Said(setting, _short(told.get("team") or "a token of an app"), skew=skew)
    if told.get("ok") is False and told.get("error") != "ratelimited":
        return Said(setting, f"Slack says {_short(told.get('error'))}", refused=True, skew=skew)
    return Said(setting, f"the answer was HTTP {answer.status_code}", away=True, skew=skew)


async def _post(client: "httpx.AsyncClient", url: str, headers: dict[str, str]) -> "httpx.Response | str":
    """The answer, else why there is none; its text may hold the address, and so a token, and is not shown."""
    import httpx

    try:
        async with asyncio.timeout(_SECONDS):
            return await client.post(url, headers=headers)
    except (TimeoutError, httpx.TimeoutException):
        return f"no answer within {_SECONDS:.0f} seconds"
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return f"the platform cannot be reached ({type(error).__name__})"


def _object(answer: "httpx.Response") -> dict[str, Any]:
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _part(told: dict[str, Any], name: str) -> dict[str, Any]:
    part = told.get(name)
    return part if isinstance(part, dict) else {}


def _short(words: object) -> str:
    return "".join(sign for sign in str(words) if sign.isprintable())[:_LONGEST]


def _skew(answer: "httpx.Response") -> float | None:
    try:
        there = parsedate_to_datetime(answer.headers["Date"])
    except (KeyError, ValueError):
        return None
    return (datetime.now(UTC) - there.astimezone(UTC)).total_seconds() if there.tzinfo else None
