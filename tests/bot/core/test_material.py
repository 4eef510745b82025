"""What people send in: as data, and what of it is to be read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.material import Attachment, Material, is_material

FILE = Attachment("F1", "a.txt", 3, "text/plain")
LINK = "https://x.example/" + "a" * 300


def test_material_survives_as_data() -> None:
    given = Material("listen", "نص", (LINK,), (FILE,), "news", LINK, "1.2", datetime(2026, 3, 5, tzinfo=UTC))
    assert Material.from_dict(given.as_dict()) == given
    assert Material.from_dict(Material("scan").as_dict()) == Material("scan")


@pytest.mark.parametrize(
    ("text", "links", "files", "forwarded", "expected"),
    [
        pytest.param("status ISKP", (), (), False, False, id="short"),
        pytest.param("x" * 200, (), (), False, False, id="200 characters"),
        pytest.param("x" * 201, (), (), False, True, id="201 characters"),
        pytest.param(f"what of {LINK} ?", (LINK,), (), False, False, id="an address counts for nothing"),
        pytest.param(f"{LINK}, {LINK}b.", (LINK, f"{LINK}b"), (), False, True, id="nothing but addresses"),
        pytest.param("...", (), (), False, False, id="neither words nor addresses"),
        pytest.param("1\n2\n \n", (), (), False, False, id="two lines"),
        pytest.param("1\n2\n3", (), (), False, True, id="three lines"),
        pytest.param("", (), (FILE,), False, True, id="a file"),
        pytest.param("hi", (), (), True, True, id="passed on"),
    ],
)
def test_what_is_to_be_read(
    text: str, links: tuple[str, ...], files: tuple[Attachment, ...], forwarded: bool, expected: bool
) -> None:
    assert is_material(text, links, files, forwarded) is expected
