"""Who has opened the console: what a browser holds is random, what the database holds is a digest of it.

The digest is keyed by the login token, so that another token ends every session that was opened with the old one. What
forms carry is made from the session with the same key: whoever can set a browser's cookies still cannot make it.
"""

import asyncio
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.ports import Store

# A session ends that long after the login, used or not: a cookie that was stolen does not serve for ever.
LASTS = timedelta(days=30)
_KEY_STATE = "console:key"
_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


class Sessions:
    """Without a token everybody who gets here has one, and nothing is stored. Each method raises StoreError."""

    def __init__(self, store: Store, token: str | None, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._key = hashlib.sha256(f"rasid console:{token}".encode()).digest() if token else None
        self.stored = token is not None

    async def of(self, held: str | None) -> str | None:
        """The session of a browser that holds this, None where it has to log in."""
        if not self.stored:
            return held if held and _SHAPE.fullmatch(held) else secrets.token_urlsafe(32)
        if held is None or not _SHAPE.fullmatch(held):
            return None
        return held if await asyncio.to_thread(self._is_open, held) else None

    async def open(self) -> str:
        """A new session, kept until it is closed or ends."""
        session = secrets.token_urlsafe(32)
        await asyncio.to_thread(self._open, session)
        return session

    async def close(self, session: str) -> None:
        """End a session."""
        await asyncio.to_thread(self._close, session)

    async def csrf(self, session: str) -> str:
        """What a form of the session carries."""
        if self._key is None:
            self._key = await asyncio.to_thread(self._kept_key)
        return self._digest(f"csrf:{session}")

    def lasts(self, session: str) -> bool:
        """Whether a session is still open; blocks."""
        return not self.stored or self._is_open(session)

    def _is_open(self, session: str) -> bool:
        with self._store.begin(read_only=True) as unit:
            return unit.sessions.is_open(self._digest(session), self._clock())

    def _open(self, session: str) -> None:
        now = self._clock()
        with self._store.begin() as unit:
            unit.sessions.open(self._digest(session), now, now + LASTS)

    def _close(self, session: str) -> None:
        with self._store.begin() as unit:
            unit.sessions.close(self._digest(session))

    def _kept_key(self) -> bytes:
        """Kept, so that pages that were open before a restart still work."""
        with self._store.begin() as unit:
            kept = unit.state.get(_KEY_STATE)
            if kept is None:
                kept = secrets.token_hex(32)
                unit.state.put(_KEY_STATE, kept)
        return bytes.fromhex(kept)

    def _digest(self, text: str) -> str:
        assert self._key is not None
        return hmac.new(self._key, text.encode("utf-8", "replace"), "sha256").hexdigest()
