"""The words of an export where not everything went into the file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.exporting import Extent
from bot.core.language import Texts
from bot.core.making import Form
from bot.core.model import Language
from bot.core.render.export import ExportView, export_message
from bot.locales import load_texts
from tests.bot.services.newsroom import bare, lists

NOW = datetime(2026, 3, 5, 8, tzinfo=UTC)


def texts(language: Language) -> Texts:
    return load_texts()[language]


def view(
    left_out: int, window: timedelta = timedelta(days=30), key: str | None = "ISKP", form: Form = "csv"
) -> ExportView:
    return ExportView(key, form, NOW - window, NOW, Extent((3, 2, 1), left_out), lists())


@pytest.mark.parametrize(
    ("language", "left_out", "line"),
    [
        pytest.param(
            "en",
            4000,
            "4000 older articles are left out: a file holds 5000 articles or about 5 MB; "
            "ask for a shorter time, or for one entity.",
            id="English",
        ),
        pytest.param(
            "ar",
            3,
            "تُركت 3 مقالات أقدم: يتسع الملف لعدد 5000 من المقالات أو نحو 5 ميغابايت؛ اطلب مدة أقصر أو كيانا واحدا.",
            id="Arabic",
        ),
    ],
)
def test_what_is_left_out_is_said_and_how_to_get_it(language: Language, left_out: int, line: str) -> None:
    message = export_message(view(left_out), texts(language))
    assert bare(message.blocks[2].text) == line
    said = [button.command for row in message.buttons for button in row]
    assert said == [
        *(f"/export ISKP 30d {form}" for form in ("json", "stix", "ftm")),
        *("/export ISKP 24h csv", "/export ISKP 7d csv"),
    ]


def test_all_of_it() -> None:
    message = export_message(view(0, timedelta(hours=36), None, "json"), Texts.english())
    assert message.blocks[0].text == "Export: all lists"
    assert [button.command for row in message.buttons for button in row] == [
        f"/export all 36h {form}" for form in ("csv", "stix", "ftm")
    ]
