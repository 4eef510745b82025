"""What the README shows is tried: its commands, its watchlist, its links."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from handlers.commands import registry
from watchlists import Matcher, load
from watchlists.model import Document

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "watchlists").rglob("*.md"))
)


def section(title: str) -> str:
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def found(text: str, matcher: Matcher) -> frozenset[str]:
    return matcher.match(Document(text)).keys()


def test_the_commands_are_those_of_the_registry() -> None:
    first_cells = (line.split(" | ")[0] for line in section("Commands").splitlines() if line.startswith("| `/"))
    assert {name for cell in first_cells for name in re.findall(r"`/(\w+)", cell)} == set(registry.commands())


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """The watchlist that the README shows, compiled."""
    path = tmp_path_factory.mktemp("readme") / "example.yaml"
    path.write_text(section("Watchlists").split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    return Matcher.compile(load([path]))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param("قالت القاعدة إنها باقية", {"AQ"}, id="the group"),
        pytest.param("وكقاعدة عامة لا يعلق", set(), id="definite: a general rule"),
        pytest.param("هبطت الطائرة في القاعدة الجوية", set(), id="unless: an air base"),
        pytest.param("تبنى تنظيم القاعدة في جزيرة العرب البيان", {"AQAP"}, id="the longest name wins"),
        pytest.param("فرص عمل ينتظرها الشباب", set(), id="needs: young people"),
        pytest.param("هاجم الشباب حاجزا في مقديشو", {"SHABAAB"}, id="needs: beside the place"),
    ],
)
def test_the_guards_do_what_is_said_of_them(text: str, keys: set[str], example: Matcher) -> None:
    assert found(text, example) == keys


def test_the_example_passes_its_own_tests(example: Matcher) -> None:
    event = example.watchlists.events["suicide_bombing"]
    assert all(event.key in found(sentence, example) for sentence in event.tests.yes)
    assert not any(event.key in found(sentence, example) for sentence in event.tests.no)
    assert event.tests.yes
    assert event.tests.no


@pytest.mark.parametrize("page", PAGES)
def test_links_inside_the_project_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    missing = [target for target in targets if target and not ((ROOT / page).parent / unquote(target)).exists()]
    assert not missing
