"""The platforms: whether their tokens are complete, and whether they know them."""

from collections.abc import Iterator

from bot.cli.check.asking import Said, answers
from bot.cli.check.finding import Finding, Kind, Look
from bot.core.errors import RasidError

HALF = Kind(401, "error", "half a set of tokens is set", "set what is missing, or unset the rest")
NONE = Kind(
    402,
    "warning",
    "no platform has a token",
    "set RASID_TELEGRAM_TOKEN, or RASID_SLACK_BOT_TOKEN and RASID_SLACK_APP_TOKEN or RASID_SLACK_SIGNING_SECRET",
)
REFUSED = Kind(403, "error", "a platform refuses a token", "take it anew from @BotFather or https://api.slack.com/apps")
AWAY = Kind(
    404, "warning", "a platform does not answer", "look at the network and HTTPS_PROXY; --offline leaves it out"
)
KNOWN = Kind(405, "info", "a platform knows a token", "nothing has to be done")
SKEW = Kind(
    107, "warning", "this clock differs from a platform's", "set the clock, for example by NTP: times would be wrong"
)
KINDS = (HALF, NONE, REFUSED, AWAY, KNOWN, SKEW)
# Seconds. A Date header counts whole seconds and an answer may take some.
_SKEW = 30.0


def examine(look: Look) -> Iterator[Finding]:
    """What is set, then, unless nobody outside may be asked, what each platform says to it."""
    from bot import platforms
    from bot.locales import load_texts

    try:
        adapters = platforms.build(look.settings, load_texts())
    except RasidError as error:
        yield HALF.found(str(error))
        return
    if not adapters:
        yield NONE.found("no platform has a token")
    elif look.outside:
        said = answers(look.settings)
        yield from map(_finding, said)
        yield from _skew(said)


def _finding(one: Said) -> Finding:
    if one.refused:
        return REFUSED.found(f"{one.setting} is refused: {one.words}")
    if one.away:
        return AWAY.found(f"{one.setting} could not be tried: {one.words}")
    return KNOWN.found(f"{one.setting} is known as {one.words}")


def _skew(said: list[Said]) -> Iterator[Finding]:
    """Of all answers the one that is nearest to this clock."""
    known = [one.skew for one in said if one.skew is not None]
    if known and abs(skew := min(known, key=abs)) > _SKEW:
        yield SKEW.found(
            f"this clock is {abs(skew):.0f} s {'ahead' if skew > 0 else 'behind'}, by a platform's Date header"
        )
