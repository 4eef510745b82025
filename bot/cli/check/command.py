"""The command: every subject looks, and what was found is printed in order."""

import re
from collections.abc import Iterator
from typing import Annotated

import typer

from bot.cli import common
from bot.cli.check.database import AWAY
from bot.cli.check.finding import Finding, Look
from bot.cli.check.registry import SUBJECTS, Subject
from bot.cli.check.settings import WRONG
from bot.core.errors import RasidError, StoreError

Offline = Annotated[bool, typer.Option("--offline", help="Ask no platform whether it knows the tokens.")]


def check(offline: Offline = False) -> None:
    """Look at settings, database, watchlists, tokens and sources; exit 1 if anything is an error."""
    findings = _findings(outside=not offline)
    for finding in findings:
        print(f"R{finding.number:03} {finding.level}: {finding.what}\n     hint: {finding.hint}")
    errors = sum(finding.level == "error" for finding in findings)
    print(f"{errors} errors, {len(findings) - errors} other findings")
    raise typer.Exit(1 if errors else 0)


def _findings(*, outside: bool) -> list[Finding]:
    from bot.clocks import utc_now

    try:
        settings = common.settings(quiet=True)
    except RasidError as error:
        return [WRONG.found(problem) for problem in re.split("; (?=RASID_)", str(error))]
    look = Look(settings, utc_now(), outside)
    found = [finding for subject in SUBJECTS for finding in _examined(subject, look)]
    return list(dict.fromkeys(found))


def _examined(subject: Subject, look: Look) -> Iterator[Finding]:
    """A database that breaks on the way is a finding too, and keeps no other subject from looking."""
    try:
        yield from subject.examine(look)
    except StoreError as error:
        yield AWAY.found(f"the database cannot be used: {error}")
