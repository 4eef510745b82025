"""Names of files: Arabic stays, nothing leads elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.file_names import dated_name, safe_name


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        pytest.param("rasid-ISKP-2026-03-05.csv", "rasid-ISKP-2026-03-05.csv", id="as it is"),
        pytest.param("داعش_خراسان.html", "داعش_خراسان.html", id="Arabic"),
        pytest.param("تقرير اليوم.csv", "تقرير-اليوم.csv", id="a blank"),
        pytest.param("../../etc/passwd", "etc-passwd", id="a path"),
        pytest.param("C:\\temp\\a.csv", "C-temp-a.csv", id="a path of Windows"),
        pytest.param("a\u202egnp.csv", "agnp.csv", id="turned around"),
        pytest.param('a";filename="b.csv', "a-filename-b.csv", id="out of a header"),
        pytest.param("a\r\nX-Evil: 1.csv", "a-X-Evil-1.csv", id="a new header"),
        pytest.param("a\0b.csv", "a-b.csv", id="NUL"),
        pytest.param("\ud800.csv", "rasid.csv", id="half a character"),
        pytest.param("-rf.csv", "rf.csv", id="an option"),
        pytest.param(".bashrc", "rasid.bashrc", id="hidden"),
        pytest.param("con.txt", "rasid-con.txt", id="a device"),
        pytest.param("", "rasid", id="none"),
        pytest.param("…", "rasid", id="nothing but signs"),
        pytest.param("x" * 300 + ".json", "x" * 60 + ".json", id="long"),
    ],
)
def test_a_name(given: str, safe: str) -> None:
    assert safe_name(given) == safe
    assert safe_name(safe) == safe


def test_the_day_is_that_of_the_readers_clock() -> None:
    late = datetime(2026, 3, 5, 22, 30, tzinfo=UTC)
    assert dated_name(("brief", "ISKP"), late, "UTC", "html") == "rasid-brief-ISKP-2026-03-05.html"
    assert dated_name(("ISKP",), late, "Asia/Baghdad", "csv") == "rasid-ISKP-2026-03-06.csv"
