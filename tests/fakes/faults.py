"""Scripted faults: what goes wrong, for which calls, how often."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web


@dataclass(frozen=True)
class Answer:
    """This HTTP answer instead of the work."""

    status: int
    body: str
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        return web.Response(
            status=self.status, text=self.body, content_type=self.content_type, headers=dict(self.headers)
        )


@dataclass(frozen=True)
class Cut:
    """The connection ends without an answer; `received`: after the work was done."""

    received: bool = False


@dataclass(frozen=True)
class Hang:
    """No answer for `seconds` (None: for ever), then the normal one; `received`: the work is done before."""

    seconds: float | None = None
    received: bool = False


Fault = Answer | Cut | Hang


@dataclass
class Rule:
    """A fault for the calls that fit: `None` fits every method, chat or content, `times=None` never wears out."""

    fault: Fault
    method: str | None
    chat: str | None
    times: int | None
    chance: float
    only: Callable[[Mapping[str, Any]], bool] | None = None

    def fits(self, method: str, chat: str | None, given: Mapping[str, Any]) -> bool:
        fits_method = self.method is None or self.method.lower() == method.lower()
        fits_chat = self.chat is None or self.chat == chat
        return fits_method and fits_chat and self.times != 0 and (self.only is None or self.only(given))


class FaultPlan:
    """The faults still to come, in the order they were added. `rng` makes faults with a chance repeatable."""

    def __init__(self, rng: random.Random | None = None) -> None:
        self._rng = rng or random.Random(0)
        self._rules: list[Rule] = []
        self.struck = 0

    def add(
        self,
        fault: Fault,
        method: str | None = None,
        chat: int | str | None = None,
        times: int | None = 1,
        chance: float = 1.0,
        only: Callable[[Mapping[str, Any]], bool] | None = None,
    ) -> Rule:
        """Let the next `times` calls that fit fail (None: all of them), each with probability `chance`.

        `only` sees the parameters of a call and says whether it fits.
        """
        rule = Rule(fault, method, None if chat is None else str(chat), times, chance, only)
        self._rules.append(rule)
        return rule

    def remove(self, rule: Rule) -> None:
        self._rules.remove(rule)

    def clear(self) -> None:
        self._rules.clear()

    def take(self, method: str, chat: int | str | None = None, given: Mapping[str, Any] | None = None) -> Fault | None:
        """The fault of the first rule that fits and whose chance comes up; it is used up by one. `struck` counts."""
        for rule in self._rules:
            if rule.fits(method, None if chat is None else str(chat), given or {}) and self._rng.random() < rule.chance:
                rule.times = None if rule.times is None else rule.times - 1
                self.struck += 1
                return rule.fault
        return None


def json_answer(status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, json.dumps(body), headers=headers or {})


def bad_gateway() -> Answer:
    """What a proxy in front of a platform says in HTML while the platform is away."""
    page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body></html>"
    return Answer(502, page, "text/html")


def in_200(refusal: Answer) -> Answer:
    """The same words with the status of success, as some servers and proxies between say them."""
    return replace(refusal, status=200)


async def hang(fault: Hang) -> None:
    if fault.seconds is None:
        await asyncio.Event().wait()
    else:
        await asyncio.sleep(fault.seconds)
