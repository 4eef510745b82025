"""The matcher of the shipped lists, compiled once a process: that takes seconds."""

from functools import cache

from watchlists import Matcher, load, shipped


@cache
def shipped_matcher() -> Matcher:
    """For what a fixture cannot serve: hypothesis prints the arguments of what fails."""
    return Matcher.compile(load((shipped(),)))
