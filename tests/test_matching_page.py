"""What docs/matching.md shows is tried: every command, every row of its tables."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

import pytest

from tests.matching_page import LISTS, PATH, ROOT, function, in_shell, shown
from watchlists import Matcher, load, score
from watchlists.model import Alias, Document, Entity, EventType, Kind, Watchlist, Watchlists

PAGE = PATH.read_text(encoding="utf-8")
KINDS: tuple[Kind, ...] = ("organization", "person", "place")
TRIED = [(command, answer) for command, answer in shown(PAGE) if command.startswith("try ")]
OTHERS = [(command, answer) for command, answer in shown(PAGE) if not command.startswith("try ")]


def sentences(command: str) -> list[str]:
    return re.findall(r"'([^']*)'", command)


def rows(title: str) -> list[list[str]]:
    """The rows of the one table of a section, without its head: what each cell quotes, else the cell."""
    text = PAGE.split(f"{title}\n", 1)[1]
    table = next(block for block in text.strip().split("\n\n") if block.startswith("|"))
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:])
    return [[cell.strip("`") for cell in row] for row in cells]


@pytest.fixture(scope="module", name="answers")
def _answers() -> Mapping[str, str]:
    """The answer to each command with `try`: all their sentences in one run of `rasid scan`."""
    texts = [text for command, _ in TRIED for text in sentences(command)]
    lines = "".join(f'{{"text": "{text}"}}\n' for text in texts)
    command = [sys.executable, "-m", "bot", "scan", "-", "--watchlist", str(LISTS)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, input=lines.encode(), cwd=ROOT, env=environment, capture_output=True, check=True)
    printed = [line for line in done.stdout.decode("utf-8").split("\n") if not line.startswith("  =")]
    found = iter(re.split(r"^stdin:\d+", "\n".join(printed), flags=re.MULTILINE)[1:])
    return {command: "".join(_numbered(found, len(sentences(command)))) for command, _ in TRIED}


def _numbered(found: Iterator[str], count: int) -> Iterator[str]:
    return (f"stdin:{number}{next(found)}" for number in range(1, count + 1))


@pytest.mark.parametrize(("command", "answer"), TRIED, ids=range(1, len(TRIED) + 1))
def test_every_example_answers_as_shown(command: str, answer: str, answers: Mapping[str, str]) -> None:
    assert answers[command] == answer


@pytest.mark.parametrize(("command", "answer"), OTHERS, ids=range(1, len(OTHERS) + 1))
def test_other_commands_answer_as_shown(command: str, answer: str) -> None:
    assert in_shell(command) == answer


def test_the_shell_function_does_what_the_page_says() -> None:
    command, answer = TRIED[0]
    assert in_shell(f"{function(PAGE)}\n{command}") == answer


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return Matcher.compile(load([LISTS]))


@pytest.mark.parametrize("row", rows("### What an alias can say of itself"), ids=lambda row: row[0])
def test_conditions_of_an_alias(row: Sequence[str], matcher: Matcher) -> None:
    *_, found, silent = row
    assert matcher.match(Document(found)).keys()
    assert not matcher.match(Document(silent)).keys()


def test_the_watchlist_of_the_page_is_watched_for_what_the_table_says(matcher: Matcher) -> None:
    fields = {row[0].partition(":")[0] for row in rows("### What an alias can say of itself")}
    assert fields == {"definite", "needs", "unless", "match", "min_score", "guard"}


def codes(text: str, alias: str) -> set[str]:
    """Every code with which a name of any kind, or a phrase of an event, is found in a text."""
    entities = [Watchlists((Watchlist("one", {}, (Entity("E", kind, {"ar": alias}),)),)) for kind in KINDS]
    event = Watchlists((Watchlist("one", {}, (), (EventType("e", {}, (Alias(alias),)),)),))
    hits = [Matcher.compile(lists).hits(Document(text)) for lists in (*entities, event)]
    mentions = {code for one in hits for mention in one.mentions for code in mention.how}
    return mentions | {code for one in hits for phrase in one.phrases for code in phrase.how}


@pytest.mark.parametrize("row", rows("## What `how` says"), ids=lambda row: row[0])
def test_codes(row: Sequence[str]) -> None:
    code, _, text, alias, points = row
    assert code in codes(text, alias)
    if points.isdigit() and not code.startswith("context:"):
        assert score.score([code], letters=10) == 100 - int(points)


def test_all_codes_of_the_score_are_told() -> None:
    assert score.__doc__
    known = set(re.findall(r"`([a-z]+)[:`]", score.__doc__))
    assert {row[0].partition(":")[0] for row in rows("## What `how` says")} == known
