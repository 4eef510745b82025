"""docs/check.md tells every finding of `rasid check` as the code has it, and the code has no other.

python -m tests.test_check_page     writes the page's table anew
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from bot.cli.check import finding, registry

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "check.md"
HEAD = "| number | level | what it means | how to mend it |\n|---|---|---|---|\n"


def rows() -> str:
    """The table as the code would have it."""
    return "".join(f"| R{one.number:03} | {one.level} | {one.meaning} | {one.hint} |\n" for one in registry.kinds())


def test_the_page_has_every_finding_as_it_is() -> None:
    assert HEAD + rows() in PAGE.read_text("utf-8")


def test_no_number_stands_for_two() -> None:
    assert not [number for number, times in Counter(one.number for one in registry.kinds()).items() if times > 1]


def test_nothing_is_found_that_has_no_kind() -> None:
    """Every kind of a file is among its KINDS, and findings are made of kinds alone."""
    folder = Path(finding.__file__).parent
    sources = {path.name: path.read_text("utf-8") for path in folder.glob("*.py")}
    assert [name for name, text in sources.items() if re.search(r"\bFinding\(", text)] == ["finding.py"]
    made = sum(len(re.findall(r"^[A-Z_]+ = Kind\(", text, re.MULTILINE)) for text in sources.values())
    assert made == len(registry.kinds())


if __name__ == "__main__":
    page = PAGE.read_text("utf-8")
    start = page.index(HEAD) + len(HEAD)
    PAGE.write_text(page[:start] + rows() + re.sub(r"\A(?:\|.*\n)*", "", page[start:]), encoding="utf-8")
