"""`rasid watchlist`: watchlists as data. A further command is a function of a file beside this one and a line here."""

import typer

from bot.cli.watchlist import check, edits, export, import_list, show

app = typer.Typer(
    help="Watchlists as data.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: rasid watchlist check lists/",
)
app.command(
    short_help="Say every mistake of the files, or that they are right, and what to look at.",
    epilog="Example: rasid watchlist check lists/ --strict",
)(check.check)
app.command(
    short_help="List every entry, or show some whole, with where each name comes from.",
    epilog="Example: rasid watchlist show ISKP",
)(show.show)
app.command(
    "test",
    short_help="Run the test sentences of every entry.",
    epilog="Example: rasid watchlist test lists/groups.yaml --coverage",
)(check.run_tests)
app.command(
    "import",
    short_help="Make a watchlist of a list of others: UN, OFAC, EU, FollowTheMoney, CSV.",
    epilog="Example: rasid watchlist import un.xml --to lists/",
)(import_list.import_list)
app.command(
    short_help="Print the lists as YAML, STIX or FollowTheMoney, with --edits as they are in force.",
    epilog="Example: rasid watchlist export --edits --folder lists/",
)(export.export)
app.command(
    short_help="Say what was changed in chat, or what it changes in the files.",
    epilog="Example: rasid watchlist diff --patch > edits.patch",
)(edits.diff)
app.command(
    short_help="Change the files so that they hold what was changed in chat.",
    epilog="Example: rasid watchlist apply --into groups",
)(edits.apply)
