"""`rasid check`: numbered findings, one file a subject, each with what it may find and how that is mended."""

from bot.cli.check.command import check

__all__ = ["check"]
