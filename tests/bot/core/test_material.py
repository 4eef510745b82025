"""What people send in: as data."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.material import Attachment, Material

FILE = Attachment("F1", "a.txt", 3, "text/plain")
LINK = "https://x.example/" + "a" * 300


def test_material_survives_as_data() -> None:
    given = Material("listen", "نص", (LINK,), (FILE,), "news", LINK, "1.2", datetime(2026, 3, 5, tzinfo=UTC))
    assert Material.from_dict(given.as_dict()) == given
    assert Material.from_dict(Material("scan").as_dict()) == Material("scan")
