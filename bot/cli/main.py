"""The command line. Each command is a file of this folder and a line below; heavy parts load when they are needed."""

import os
import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from bot import __version__
from bot.cli import chat, check, database, demo, feed, ingest, outbox, queue, run, scan, stories
from bot.cli.replay import command as replay
from bot.cli.watchlist import app as watchlist
from bot.core.errors import RasidError

app = typer.Typer(
    name="rasid",
    help="Rasid (راصد) watches Arabic news for watchlist entities and events.",
    epilog="Example: rasid demo",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(
    "demo",
    short_help="See the bot at work on invented articles, without a token.",
    epilog="Example: rasid demo --language en",
)(demo.demo)
app.command(
    "run",
    short_help="Run the bot: platforms, sources, schedules, HTTP.",
    epilog="Example: RASID_TELEGRAM_TOKEN=… rasid run   or, of several machines: rasid run --role match,alert",
)(run.run)
app.command(
    "scan",
    short_help="Find entities and events in files, or in JSON Lines on stdin.",
    epilog="Example: rasid scan article.txt --format json",
)(scan.scan)
app.command(
    "stories",
    short_help="Group the articles of files into stories; nothing is stored.",
    epilog="Example: rasid stories articles.jsonl --format json",
)(stories.stories)
app.command(
    "ingest",
    short_help="Store the articles of files, or of JSON Lines on stdin.",
    epilog="Example: tail -f articles.jsonl | rasid ingest - --source wire",
)(ingest.ingest)
app.add_typer(watchlist.app, name="watchlist")
app.add_typer(feed.app, name="feed")
app.command(
    "replay",
    short_help="Match the stored articles again; what would be alerted?",
    epilog="Example: rasid replay --since 30d --entity ISKP",
)(replay.replay)
app.command("migrate", short_help="Bring the database to the newest schema.", epilog="Example: rasid migrate")(
    database.migrate
)
app.command("chat", short_help="Talk to the bot in this terminal.", epilog='Example: rasid chat "/status ISKP"')(
    chat.chat
)
app.add_typer(outbox.app, name="outbox")
app.add_typer(queue.app, name="queue")
app.command(
    "backup",
    short_help="Copy the embedded database, also while the bot runs.",
    epilog="Example: rasid backup --into backups --keep 7",
)(database.backup)
app.command(
    "restore",
    short_help="Put a copy in the place of the embedded database.",
    epilog="Example: rasid restore rasid-monday.db",
)(database.restore)
app.command("check", short_help="Look for what is wrong with settings and set-up.", epilog="Example: rasid check")(
    check.check
)


@app.callback(invoke_without_command=True)
def _options(version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False) -> None:
    if version:
        print(f"rasid {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line: exit 0 done, 1 something was wrong with the work, 2 wrong usage or settings."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    raise SystemExit(_run())


def _run() -> int:
    try:
        code = app(prog_name="rasid", standalone_mode=False)
        sys.stdout.flush()
    except RasidError as error:
        return _fail(str(error), error.exit_code)
    except TyperException as error:
        return _fail(_usage(error), 2)
    except BrokenPipeError:
        # Whoever read has read enough; what is still buffered goes nowhere, silently.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _fail(f"{error.filename or 'the output'}: {error.strerror or error}", 1)
    return code if isinstance(code, int) else 0


def _fail(problem: str, code: int) -> int:
    print(problem if "\n" in problem and not problem.startswith("/") else f"rasid: {problem}", file=sys.stderr)
    return code


def _usage(error: TyperException) -> str:
    """What is wrong with the command line, in one line; the whole help where nothing was asked for."""
    message: str = error.format_message() if hasattr(error, "format_message") else str(error)
    path = getattr(getattr(error, "ctx", None), "command_path", "rasid")
    return message if "\n" in message else f"{message.rstrip('.')}; see {path} --help"
