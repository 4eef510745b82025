"""Who administers a channel of Slack: the workspace's admins and owners, and who made the channel."""

import asyncio
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient


class ChannelLeaders:
    """Asks Slack. Needs the scopes users:read and channels:read, groups:read or mpim:read, and does without."""

    def __init__(self, web: AsyncWebClient) -> None:
        self._web = web

    async def lead(self, channel: str, user: str) -> bool | None:
        """Whether somebody does; None where Slack tells too little."""
        answers = await asyncio.gather(self._made(channel, user), self._administers(user))
        if True in answers:
            return True
        return None if None in answers else False

    async def _made(self, channel: str, user: str) -> bool | None:
        try:
            told: Any = await self._web.conversations_info(channel=channel)
        except Exception:  # a scope that the app was not given, or no answer
            return None
        return bool((told.get("channel") or {}).get("creator") == user)

    async def _administers(self, user: str) -> bool | None:
        try:
            told: Any = await self._web.users_info(user=user)
        except Exception:
            return None
        person = told.get("user") or {}
        return bool(person.get("is_admin") or person.get("is_owner"))
