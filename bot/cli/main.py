"""The command line. Each command is a file of this folder and a line below; heavy parts load when they are needed."""

import sys
from typing import Annotated

import typer

from bot import __version__
from bot.cli import chat, check, database, demo, feed, outbox, replay, run, scan, watchlist
from bot.core.errors import RasidError

app = typer.Typer(
    name="rasid",
    help="Rasid (راصد) watches Arabic news for watchlist entities and events.",
    epilog="Example: rasid demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo", epilog="Example: rasid demo --language en")(demo.demo)
app.command("run", epilog="Example: RASID_TELEGRAM_TOKEN=… rasid run")(run.run)
app.command("scan", epilog="Example: rasid scan article.txt --format json")(scan.scan)
app.add_typer(watchlist.app, name="watchlist")
app.add_typer(feed.app, name="feed")
app.command("replay", epilog="Example: rasid replay --since 30d --entity ISKP")(replay.replay)
app.command("migrate", epilog="Example: rasid migrate")(database.migrate)
app.command("chat", epilog='Example: rasid chat "/status ISKP"')(chat.chat)
app.add_typer(outbox.app, name="outbox")
app.command("backup", epilog="Example: rasid backup rasid-monday.db")(database.backup)
app.command("restore", epilog="Example: rasid restore rasid-monday.db")(database.restore)
app.command("check", epilog="Example: rasid check")(check.check)


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
    try:
        app()
    except RasidError as error:
        print(f"rasid: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
