"""What happens in one chat when a story is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Address, Alert, Destination, Told
from bot.core.notifying import Decision, Standing, decide
from bot.core.preferences import Preferences, Quiet, QuietMode
from bot.core.routing import Verdict
from bot.core.scoring import rank
from bot.core.timing import MANY_NEW_SOURCES, Reason, reasons
from watchlists.model import SEVERITIES, Severity

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
USUAL = Preferences()
NIGHT = Quiet("22:00", "07:00")
CHAT = Destination(1, Address("telegram", "5"), "allowed", "ar", "UTC")
FACTS: dict[str, Any] = {"killed": 14, "claims": [], "denials": [], "places": [["kandahar"]], "sources": 1}
SENT, DIGEST, MUTED, QUIET = Verdict.SENT, Verdict.DIGEST, Verdict.MUTED, Verdict.QUIET
FIRST, TOLL, CLAIM, SEVERITY = Reason.FIRST, Reason.TOLL, Reason.CLAIM, Reason.SEVERITY
DENIAL = Reason.DENIAL


def alert(severity: Severity = "high", **facts: Any) -> Alert:
    return Alert(1, 5, 1, 1, "first", severity, NOW, FACTS | facts)


def stands(
    severity: Severity = "high",
    articles: int = 2,
    newest: datetime | None = NOW,
    before: Alert | None = None,
    *,
    fresh: bool = True,
    **facts: Any,
) -> Standing:
    return Standing(severity, FACTS | facts, articles, {1: before or alert()}, newest, fresh)


def told(at: datetime = NOW, shown: int = 1, **given_: datetime) -> Told:
    return Told(7, CHAT, 1, 1, at, shown, (("first", NOW), *given_.items()))


def decided(
    story: Standing,
    heard: Told | None = None,
    after: timedelta = timedelta(),
    preferences: Preferences = USUAL,
    wish: Verdict | None = SENT,
) -> Decision:
    return decide(story, wish, heard, preferences, "UTC", NOW + after)


@pytest.mark.parametrize(
    ("story", "wish", "decision"),
    [
        pytest.param(stands(), SENT, Decision(SENT, FIRST), id="at once"),
        pytest.param(stands("low"), SENT, Decision(SENT, FIRST), id="whatever its severity, if that is wanted"),
        pytest.param(stands(), DIGEST, Decision(DIGEST, FIRST), id="below the least"),
        pytest.param(stands(), MUTED, Decision(MUTED, FIRST), id="muted"),
        pytest.param(stands(fresh=False), SENT, Decision(), id="old news"),
        pytest.param(stands(), None, Decision(), id="nobody asked"),
    ],
)
def test_a_chat_that_was_never_told(story: Standing, wish: Verdict | None, decision: Decision) -> None:
    assert decided(story, wish=wish) == decision


WAIT = NOW + 5 * MINUTE


@pytest.mark.parametrize(
    ("story", "heard", "after", "decision"),
    [
        pytest.param(stands(articles=1), told(), MINUTE, Decision(), id="nothing new"),
        pytest.param(stands(), told(), MINUTE, Decision(again=WAIT), id="one more report waits"),
        pytest.param(stands(), told(), 5 * MINUTE, Decision(edit=True), id="and is an edit at the end of the interval"),
        pytest.param(
            stands(killed=17), told(), MINUTE, Decision(Verdict.GATHERED, TOLL, again=WAIT), id="a toll waits"
        ),
        pytest.param(
            stands(killed=17), told(), 5 * MINUTE, Decision(SENT, TOLL, edit=True), id="and is told at its end"
        ),
        pytest.param(
            stands(killed=17, claims=["AQ"]), told(), 6 * MINUTE, Decision(SENT, TOLL, edit=True), id="the weightiest"
        ),
        pytest.param(
            stands(killed=17),
            told(at=NOW + 10 * MINUTE, toll=NOW),
            HOUR,
            Decision(Verdict.REPEAT, TOLL, edit=True, again=NOW + 4 * HOUR),
            id="the same reason waits longer, the message is brought up to date",
        ),
        pytest.param(
            stands(killed=17, claims=["AQ"]),
            told(toll=NOW),
            HOUR,
            Decision(SENT, CLAIM, edit=True),
            id="another reason does not",
        ),
        pytest.param(
            stands(killed=17), told(shown=2, toll=NOW), 4 * HOUR, Decision(SENT, TOLL), id="until it was long enough"
        ),
        pytest.param(
            stands(claims=["AQ", "ISIS"], before=alert(claims=["AQ"])),
            told(claim=NOW),
            HOUR,
            Decision(SENT, CLAIM, edit=True),
            id="the claim of another party is another reason",
        ),
        pytest.param(
            stands(denials=["AQ", "ISIS"], before=alert(denials=["AQ"])),
            told(denial=NOW),
            HOUR,
            Decision(SENT, DENIAL, edit=True),
            id="and so is its denial",
        ),
        pytest.param(
            stands(claims=["AQ", "ISIS"], before=alert(claims=["AQ"])),
            told(claim=NOW),
            MINUTE,
            Decision(Verdict.GATHERED, CLAIM, again=WAIT),
            id="which is gathered as any other",
        ),
        pytest.param(
            stands(places=[["kandahar"], ["kabul"]]),
            told(place=NOW),
            HOUR,
            Decision(Verdict.REPEAT, Reason.PLACE, edit=True, again=NOW + 4 * HOUR),
            id="a further place waits",
        ),
        pytest.param(
            stands("critical", killed=17),
            told(severity=NOW),
            MINUTE,
            Decision(SENT, SEVERITY, edit=True),
            id="a rise to critical waits for nothing",
        ),
        pytest.param(
            stands("high", before=alert("medium")),
            told(),
            MINUTE,
            Decision(Verdict.GATHERED, SEVERITY, again=WAIT),
            id="a rise to high does",
        ),
        pytest.param(
            Standing("high", FACTS | {"killed": 17}, 1, {}, NOW, True), told(), HOUR, Decision(), id="an alert is gone"
        ),
    ],
)
def test_a_chat_that_was_told(story: Standing, heard: Told, after: timedelta, decision: Decision) -> None:
    assert decided(story, heard, after) == decision


@pytest.mark.parametrize(
    ("alerts", "verdict"),
    [
        pytest.param((1, 2), Verdict.REPEAT, id="told before it was taken back"),
        pytest.param((1,), SENT, id="told to others alone"),
    ],
)
def test_a_claim_that_is_taken_back_and_made_again_is_the_same(alerts: tuple[int, ...], verdict: Verdict) -> None:
    spoken = {1: alert(), 2: replace(alert(claims=["AQ"]), id=2), 3: replace(alert(), id=3)}
    heard = replace(told(claim=NOW), last=3, alerts=(*alerts, 3))
    standing = Standing("high", FACTS | {"claims": ["AQ"]}, 2, spoken, NOW, True)
    assert decided(standing, heard, HOUR).verdict == verdict


@pytest.mark.parametrize("wish", [DIGEST, MUTED, None])
def test_who_wants_nothing_more_has_a_true_message_all_the_same(wish: Verdict | None) -> None:
    assert decided(stands(killed=17), told(), MINUTE, wish=wish) == Decision(wish, TOLL, again=WAIT)
    assert decided(stands(killed=17), told(), HOUR, wish=wish) == Decision(wish, TOLL, edit=True)


def test_without_intervals_everything_comes_at_once() -> None:
    eager = Preferences(timedelta(), timedelta())
    assert decided(stands(killed=17), told(toll=NOW), preferences=eager) == Decision(SENT, TOLL, edit=True)


LATE, MORNING, AFTER_NOON = NOW + 11 * HOUR, NOW + 19 * HOUR, NOW + HOUR
HELD = (NOW + 10 * HOUR, MORNING)


@pytest.mark.parametrize(
    ("mode", "severity", "now", "decision"),
    [
        pytest.param("hold", "high", LATE, Decision(QUIET, FIRST, again=MORNING), id="held"),
        pytest.param("hold", "critical", LATE, Decision(QUIET, FIRST, again=MORNING), id="even what is critical"),
        pytest.param("hold", "high", MORNING, Decision(SENT, FIRST, held=HELD), id="told at the end"),
        pytest.param("critical", "high", LATE, Decision(QUIET, FIRST, again=MORNING), id="only critical: high waits"),
        pytest.param("critical", "critical", LATE, Decision(SENT, FIRST), id="only critical: critical comes"),
        pytest.param("silent", "high", LATE, Decision(SENT, FIRST, silent=True), id="without a sound"),
        pytest.param("silent", "high", MORNING, Decision(SENT, FIRST), id="and with one by day"),
    ],
)
def test_quiet_hours(mode: Any, severity: Severity, now: datetime, decision: Decision) -> None:
    preferences = Preferences(quiet=Quiet("22:00", "07:00", mode))
    assert decided(stands(severity, newest=LATE), None, now - NOW, preferences) == decision


def test_news_of_the_day_was_not_held() -> None:
    preferences = Preferences(quiet=NIGHT)
    assert decided(stands(newest=AFTER_NOON), None, HOUR, preferences) == Decision(SENT, FIRST)


def test_what_a_digest_stood_for_is_told_no_more() -> None:
    caught_up = Preferences(caught_up=MORNING)
    assert decided(stands(newest=LATE), None, 20 * HOUR, caught_up) == Decision(DIGEST, FIRST)
    assert decided(stands(newest=MORNING + MINUTE), None, 20 * HOUR, caught_up) == Decision(SENT, FIRST)


@dataclass
class World:
    """One story and one chat: what was said there, and when."""

    preferences: Preferences
    now: datetime = NOW
    facts: dict[str, Any] = field(default_factory=lambda: dict(FACTS))
    severity: Severity = "low"
    articles: int = 0
    newest: datetime = NOW
    heard: Told | None = None
    alerts: dict[int, Alert] = field(default_factory=dict)
    parties: dict[Reason, set[str]] = field(default_factory=lambda: {CLAIM: set(), DENIAL: set()})
    said: list[tuple[datetime, Reason, bool, bool]] = field(default_factory=list)
    written: list[datetime] = field(default_factory=list)
    due: datetime | None = None

    def report(self, **news: Any) -> None:
        """One more article, which says something new or nothing."""
        self.articles, self.newest = self.articles + 1, self.now
        rises = news.pop("severity", self.severity)
        self.severity = max(self.severity, rises, key=rank)
        self.facts |= {"sources": self.facts["sources"] + 1} | news
        self.look()

    def look(self) -> None:
        standing = Standing(self.severity, dict(self.facts), self.articles, self.alerts, self.newest, True)
        decision = decide(standing, SENT, self.heard, self.preferences, "UTC", self.now)
        self.due = decision.again
        if decision.verdict == SENT and decision.reason:
            self._tell(decision.reason)
        if decision.acts and self.heard:
            self.written.append(self.now)
            self.heard = replace(self.heard, at=self.now, shown=self.articles if decision.edit else self.heard.shown)

    def pass_(self, span: timedelta) -> None:
        """Let time pass; the chat is looked at whenever that was planned."""
        end = self.now + span
        for _ in range(1_000):
            if self.due is None or self.due > end:
                break
            assert self.due > self.now, "a look that plans another one for the same moment"
            self.now = self.due
            self.look()
        self.now = end

    def _tell(self, reason: Reason) -> None:
        number = len(self.alerts) + 1
        self.alerts[number] = Alert(number, 5, 1, number, reason, self.severity, self.now, dict(self.facts))
        given = dict(self.heard.given if self.heard else ()) | {str(reason): self.now}
        first = self.heard.alert_id if self.heard else number
        shown = self.heard.shown if self.heard else self.articles
        urgent = reason == SEVERITY and self.severity == "critical"
        self.said.append((self.now, reason, urgent, self._by_another(reason)))
        self.heard = Told(7, CHAT, first, number, self.now, shown, tuple(given.items()), tuple(self.alerts))

    def _by_another(self, told: Reason) -> bool:
        """Whether a party was never told of; all are now."""
        new = {reason: set(self.facts[f"{reason}s"]) - self.parties[reason] for reason in self.parties}
        for reason, parties in new.items():
            self.parties[reason] |= parties
        return bool(new.get(told))


NEWS = st.fixed_dictionaries(
    {},
    optional={
        "killed": st.integers(0, 40),
        "claims": st.lists(st.sampled_from(["AQ", "ISIS", "TTP"]), unique=True, max_size=2),
        "denials": st.lists(st.sampled_from(["AQ", "ISIS"]), unique=True, max_size=2),
        "places": st.sampled_from([[["kandahar"]], [["kabul"]], [["dand", "kandahar"]]]),
        "severity": st.sampled_from(SEVERITIES),
    },
)
ARRIVALS = st.lists(st.tuples(st.integers(0, 400), NEWS), min_size=1, max_size=25)
PACES = st.builds(
    Preferences,
    st.sampled_from([timedelta(), MINUTE, 5 * MINUTE, HOUR]),
    st.sampled_from([timedelta(), HOUR, 4 * HOUR, DAY]),
    st.sampled_from([None, NIGHT, replace(NIGHT, mode="critical"), replace(NIGHT, mode="silent")]),
)


@given(arrivals=ARRIVALS, preferences=PACES)
def test_no_chat_hears_too_much_or_too_little(
    arrivals: Sequence[tuple[int, Mapping[str, Any]]], preferences: Preferences
) -> None:
    world = World(preferences)
    for minutes, news in arrivals:
        world.pass_(minutes * MINUTE)
        world.report(**news)
    world.pass_(3 * DAY)
    assert list(too_soon(world)) == []
    assert world.heard is not None
    assert world.heard.shown == world.articles, "the message tells of all"
    assert reasons(world.severity, world.facts, world.alerts[world.heard.last]) == (), "and all that differs was told"
    assert world.due is None


def too_soon(world: World) -> Iterator[tuple[datetime, Reason]]:
    """What was said within an interval of what came before it."""
    given_: dict[Reason, datetime] = {}
    for at, reason, urgent, another in world.said:
        before = max((one for one in world.written if one < at), default=None)
        if before and at < before + world.preferences.group_interval and not urgent:
            yield at, reason
        if reason in given_ and at < given_[reason] + world.preferences.repeat_interval and not (urgent or another):
            yield at, reason
        given_[reason] = at


@given(st.lists(st.integers(0, 30), min_size=11, max_size=MANY_NEW_SOURCES - 1))
def test_twelve_outlets_make_one_message_and_edits(gaps: Sequence[int]) -> None:
    world = World(USUAL)
    world.report()
    for minutes in gaps:
        world.pass_(minutes * MINUTE)
        world.report()
    world.pass_(DAY)
    assert [reason for _, reason, *_ in world.said] == [FIRST]
    assert world.heard is not None
    assert world.heard.shown == 12


@pytest.mark.parametrize(("mode", "again"), [("hold", True), ("critical", True), ("silent", False)])
def test_what_is_muted_in_quiet_hours_is_looked_at_again_at_their_end(mode: QuietMode, again: bool) -> None:
    midnight, morning = NOW + 12 * HOUR, NOW + 19 * HOUR
    for heard, fact in ((None, 14), (told(), 17)):
        quiet = Preferences(quiet=Quiet("22:00", "07:00", mode))
        decision = decide(stands(killed=fact, newest=midnight), MUTED, heard, quiet, "UTC", midnight)
        assert (decision.verdict, decision.again) == (MUTED, morning if again else None)
        awake = decide(stands(killed=fact, newest=midnight), MUTED, heard, quiet, "UTC", morning)
        assert (awake.verdict, awake.again) == (MUTED, None)
