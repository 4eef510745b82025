"""What the README shows is tried: its commands, its watchlist, its links."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from handlers.commands import registry

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "watchlists").rglob("*.md"))
)


def section(title: str) -> str:
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_the_commands_are_those_of_the_registry() -> None:
    first_cells = (line.split(" | ")[0] for line in section("Commands").splitlines() if line.startswith("| `/"))
    assert {name for cell in first_cells for name in re.findall(r"`/(\w+)", cell)} == set(registry.commands())


@pytest.mark.parametrize("page", PAGES)
def test_links_inside_the_project_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    missing = [target for target in targets if target and not ((ROOT / page).parent / unquote(target)).exists()]
    assert not missing
