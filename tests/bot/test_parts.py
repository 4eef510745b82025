"""How the parts are wired: who summarises what, as the settings say."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.config import Settings
from bot.parts import assemble, summarizer_of
from bot.services.alerting import ALONE
from bot.storage import SqlStore
from bot.summarizers.extractive import Extractive
from bot.summarizers.llm import LlmSummarizer
from handlers.commands.access import AccessRules
from tests.bot.services.newsroom import NOW, Newsroom, article, matcher
from tests.fakes.llm_server import LlmServer

WRITTEN = "قتل أربعة عشر شخصا في تفجير انتحاري وسط قندهار."


pytestmark = pytest.mark.usefixtures("no_settings")


def test_articles_are_quoted_unless_the_settings_want_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(summarizer_of(Settings.load(), matcher), Extractive)
    for name, value in {"SUMMARIZER": "llm", "LLM_URL": "http://a/v1", "LLM_MODEL": "b", "LLM_KEY": "key"}.items():
        monkeypatch.setenv(f"RASID_{name}", value)
    chosen = summarizer_of(Settings.load(), matcher)
    assert isinstance(chosen, LlmSummarizer)
    assert (chosen.model.url, chosen.model.name, chosen.model.key) == ("http://a/v1", "b", "key")


@pytest.mark.parametrize(
    ("says", "shape", "shown"),
    [
        pytest.param(WRITTEN, "paragraph", "ملخص آلي: ", id="what may be said"),
        pytest.param(WRITTEN.replace("أربعة", "سبعة"), "quote", "", id="an invented number"),
    ],
)
async def test_an_alert_by_a_model(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch, says: str, shape: str, shown: str
) -> None:
    Newsroom(store).chat("5", "ISKP")
    async with LlmServer() as server:
        server.says = says
        for name, value in {"SUMMARIZER": "llm", "LLM_URL": server.url, "LLM_MODEL": "small"}.items():
            monkeypatch.setenv(f"RASID_{name}", value)
        parts = assemble(store, matcher(), AccessRules(), "ar", "UTC", partial(summarizer_of, Settings.load()))
        assert parts.alerting.together == ALONE, "no alert waits for the words of another"
        parts.ingest.take([article()], NOW)
        assert await asyncio.to_thread(parts.alerting.speak, NOW) == 1
    assert isinstance(parts.summarizer, Extractive), "what is asked for many articles at once is quoted"
    (delivery,) = Newsroom(store).waiting()
    told = delivery.message.blocks[2]
    assert told.shape == shape
    assert (shown + "\N{FIRST STRONG ISOLATE}" + WRITTEN in told.text) is (says == WRITTEN)
    assert "14" in told.text or says == WRITTEN
