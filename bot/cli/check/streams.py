"""NATS: whether it answers and has JetStream."""

from collections.abc import Iterator

from bot.cli.check.finding import Finding, Kind, Look

AWAY = Kind(613, "warning", "NATS carries no articles", "mend what it says, or unset RASID_NATS_URL")
KINDS = (AWAY,)


def examine(look: Look) -> Iterator[Finding]:
    """Asked as the database is: it is a part of the bot, no platform."""
    if look.settings.nats_url is None:
        return
    from bot.streams import check

    if problem := check(look.settings.nats_url.get_secret_value()):
        yield AWAY.found(problem)
