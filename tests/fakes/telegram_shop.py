"""What a bot shows before it is spoken to: menus of commands by scope, and what it offers to who types elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from tests.fakes.journal import Journal
from tests.fakes.telegram_chats import Chats
from tests.fakes.telegram_faults import ApiError, MalformedError
from tests.fakes.telegram_objects import Json

# https://core.telegram.org/bots/api#answerinlinequery and #inlinequeryresultarticle
MOST_RESULTS = 50
LONGEST_RESULT_ID = 64
LONGEST_START = 64


class ShopWindow:
    """`offers` are the answers to inline queries, each result with its `plain` words; `menus` the commands by scope and
    language; `words` parses what a result would send."""

    def __init__(self, chats: Chats, words: Callable[[Json], str]) -> None:
        self.offers: Journal[Json] = Journal()
        self.menus: dict[tuple[str, str], list[Json]] = {}
        self._chats, self._words = chats, words
        self.methods: dict[str, Callable[[Json], Awaitable[Any]]] = {
            "answerinlinequery": self.answer_inline_query,
            "setmycommands": self.set_my_commands,
            "deletemycommands": self.delete_my_commands,
            "getmycommands": self.get_my_commands,
        }

    async def answer_inline_query(self, given: Json) -> bool:
        name, results = given.get("inline_query_id"), list(given.get("results") or ())
        if name not in self._chats.open_questions:
            reason = "query is too old and response timeout expired or query ID is invalid"
            raise ApiError(400, f"Bad Request: {reason}")
        if len(results) > MOST_RESULTS:
            raise MalformedError("Bad Request: RESULTS_TOO_MUCH")
        if len({result["id"] for result in results}) < len(results):
            raise MalformedError("Bad Request: RESULT_ID_DUPLICATE")
        if not 0 < len((given.get("button") or {}).get("start_parameter") or "x") <= LONGEST_START:
            raise MalformedError("Bad Request: START_PARAM_INVALID")
        kept = [result | {"plain": self._sendable(result)} for result in results]
        self._chats.open_questions.discard(name)
        self.offers.record(given | {"results": kept})
        return True

    async def set_my_commands(self, given: Json) -> bool:
        self.menus[self._menu(given)] = list(given["commands"])
        return True

    async def delete_my_commands(self, given: Json) -> bool:
        self.menus.pop(self._menu(given), None)
        return True

    async def get_my_commands(self, given: Json) -> list[Json]:
        return self.menus.get(self._menu(given), [])

    def _menu(self, given: Json) -> tuple[str, str]:
        """Scope and language; a chat that the bot has never met is none."""
        scope = given.get("scope") or {"type": "default"}
        if scope["type"] == "chat" and not self._chats.knows(int(scope["chat_id"])):
            raise ApiError(400, "Bad Request: chat not found")
        return f"{scope['type']}{scope.get('chat_id', '')}", given.get("language_code") or ""

    def _sendable(self, result: Json) -> str:
        """What the result says once it is sent."""
        if not 1 <= len(result["id"].encode()) <= LONGEST_RESULT_ID:
            raise MalformedError("Bad Request: RESULT_ID_INVALID")
        if not result["title"].strip():
            raise MalformedError("Bad Request: ARTICLE_TITLE_EMPTY")
        words = self._words(result["input_message_content"])
        if not words:
            raise MalformedError("Bad Request: MESSAGE_EMPTY")
        return words
