"""Which reports are one story: single decisions, then whole runs with the real matcher over gold and samples."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.features import AGAIN, ROUND_UP, Candidate, Features, features_of
from bot.core.grouping import OPEN_FOR, SAME_WITHIN, Grouping, agreement, place
from bot.core.model import Article, Incoming
from bot.samples import read_samples
from bot.services.ingest import document
from watchlists import Matcher

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
GOLD = Path(__file__).parents[2] / "gold" / "stories" / "pairs.jsonl"

ATTACK = Features(
    keys=frozenset({"ISKP", "KABUL", "suicide_bombing"}),
    parties=frozenset({"ISKP"}),
    events=frozenset({"suicide_bombing"}),
    places=frozenset({"kabul"}),
    words=frozenset(f"كلمة{turn}" for turn in range(20)),
    found=frozenset({"داعش", "خراس", "كابول", "تفجير"}),
    tolls=frozenset({"killed:11"}),
    days=frozenset({"2026-03-01"}),
    concepts=frozenset({"death", "blast", "suicide"}),
    headed=frozenset({"blast"}),
)
NONE: frozenset[str] = frozenset()


def shared(number: int, of: int = 20) -> frozenset[str]:
    """`of` words as rare as those of ATTACK, `number` of which are the same."""
    fillers = frozenset(f"غير{turn}" for turn in range(of - number))
    return frozenset(sorted(ATTACK.words)[:number]) | fillers


def headed(one: Features, outlet: str) -> Features:
    """Under a headline of three of the words of ATTACK."""
    return replace(one, headlines=frozenset({f"{outlet}\tكلمة0 كلمة1 كلمة2"}))


def placed(one: Features, *, after: timedelta = HOUR, story: Features = ATTACK) -> Grouping:
    return place(one, [Candidate(7, NOW, story)], NOW + after).reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({}, Grouping.SAME_WORDS, id="the same report"),
        pytest.param({"words": shared(12), "events": NONE}, Grouping.SAME_WORDS, id="agency copy"),
        pytest.param({"words": shared(2, 3)}, Grouping.SAME_EVENT, id="too few words for a copy"),
        pytest.param({"words": shared(0)}, Grouping.SAME_EVENT, id="four facts, other words"),
        pytest.param({"words": shared(3), "tolls": NONE}, Grouping.SAME_EVENT, id="three facts, three words of 20"),
        pytest.param({"words": shared(1), "tolls": NONE}, Grouping.NEW, id="three facts, one word of 20"),
        pytest.param(
            {"words": shared(4), "tolls": NONE, "parties": NONE}, Grouping.SAME_EVENT, id="two facts, four words of 20"
        ),
        pytest.param(
            {"words": shared(1), "tolls": NONE, "parties": NONE}, Grouping.NEW, id="two facts, one word of 20"
        ),
        pytest.param(
            {"words": shared(11), "tolls": NONE, "events": NONE, "places": NONE}, Grouping.NEW, id="a party, half"
        ),
        pytest.param({"keys": frozenset({"AQ"})}, Grouping.SAME_WORDS, id="no watched key in common"),
        pytest.param(
            {"words": shared(5), "tolls": NONE, "events": frozenset({"kidnapping"})}, Grouping.NEW, id="another deed"
        ),
        pytest.param(
            {"words": shared(5), "tolls": NONE, "events": frozenset({"killing"})},
            Grouping.SAME_EVENT,
            id="a deed that may be it",
        ),
        pytest.param({"places": frozenset({"herat"})}, Grouping.NEW, id="another city"),
        pytest.param({"tolls": frozenset({"killed:13"})}, Grouping.SAME_WORDS, id="the toll grew"),
        pytest.param({"words": shared(3), "tolls": frozenset({"killed:3"})}, Grouping.NEW, id="fewer dead"),
        pytest.param({"words": shared(3), "tolls": frozenset({"killed:13"})}, Grouping.SAME_EVENT, id="more dead"),
        pytest.param(
            {"words": shared(3), "tolls": NONE, "days": frozenset({"2026-03-02"})}, Grouping.NEW, id="another day"
        ),
        pytest.param({"numbers": frozenset({"45"})}, Grouping.SAME_WORDS, id="a number where the story has none"),
    ],
)
def test_placing(changes: Mapping[str, Any], reason: Grouping) -> None:
    assert placed(replace(ATTACK, **changes)) == reason


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        pytest.param(OPEN_FOR, Grouping.SAME_WORDS, id="open for five days"),
        pytest.param(OPEN_FOR + timedelta(seconds=1), Grouping.NEW, id="closed after five days"),
        pytest.param(-OPEN_FOR, Grouping.SAME_WORDS, id="an older article that comes late"),
        pytest.param(-OPEN_FOR - timedelta(seconds=1), Grouping.NEW, id="an article from before the story"),
    ],
)
def test_a_story_closes(after: timedelta, reason: Grouping) -> None:
    one = headed(replace(ATTACK, words=shared(14)), "ب")
    assert placed(one, after=after, story=headed(ATTACK, "أ")) == reason


def test_the_same_words_days_later_are_a_mould() -> None:
    assert placed(ATTACK, after=SAME_WITHIN) == Grouping.SAME_WORDS
    assert placed(ATTACK, after=SAME_WITHIN + HOUR) == Grouping.NEW


COPIED = replace(ATTACK, shingles=frozenset(range(20)), texts=frozenset({"aa"}))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({}, Grouping.SAME_TEXT, id="the same text"),
        pytest.param({"texts": NONE}, Grouping.NEAR_TEXT, id="nearly the same"),
        pytest.param({"texts": NONE, "shingles": frozenset(range(8))}, Grouping.NEAR_TEXT, id="cut"),
        pytest.param({"texts": NONE, "shingles": frozenset(range(10, 40))}, Grouping.NEAR_TEXT, id="half"),
        pytest.param({"texts": NONE, "shingles": frozenset(range(3))}, Grouping.NEW, id="too little to know it by"),
        pytest.param({"texts": NONE, "shingles": frozenset(range(15, 40))}, Grouping.NEW, id="a quarter"),
        pytest.param({"places": frozenset({"herat"})}, Grouping.NEW, id="another city in one mould"),
        pytest.param({"numbers": frozenset({"46"}), "texts": NONE}, Grouping.NEW, id="another number in one mould"),
        pytest.param({"numbers": frozenset({"46"})}, Grouping.SAME_TEXT, id="the same text under another number"),
    ],
)
def test_copies_by_other_outlets(changes: Mapping[str, Any], reason: Grouping) -> None:
    """With no watched key, act or place in common but what is told here."""
    story = replace(COPIED, numbers=frozenset({"45"}))
    other: dict[str, Any] = {
        "keys": frozenset({"AQ"}),
        "events": NONE,
        "parties": NONE,
        "tolls": NONE,
        "words": shared(2),
    }
    assert placed(replace(COPIED, **(other | dict(changes))), story=story) == reason


MOSQUE = replace(ATTACK, spots=frozenset({"mosque"}), tolls=NONE, words=shared(20))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"spots": frozenset({"mosque"})}, Grouping.SAME_EVENT, id="the same spot"),
        pytest.param({"spots": frozenset({"market"})}, Grouping.NEW, id="another spot"),
        pytest.param(
            {"spots": frozenset({"hospital"}), "after": frozenset({"toll"})}, Grouping.SAME_EVENT, id="the aftermath"
        ),
    ],
)
def test_two_attacks_in_one_city_on_one_day(changes: Mapping[str, Any], reason: Grouping) -> None:
    assert placed(replace(MOSQUE, words=shared(3), **changes), story=MOSQUE) == reason


def test_a_follow_up_days_later_joins_by_what_it_tells_of() -> None:
    funeral = headed(replace(MOSQUE, words=shared(6), days=NONE, after=frozenset({"funeral"})), "ب")
    assert placed(funeral, after=70 * HOUR, story=headed(MOSQUE, "أ")) == Grouping.SAME_EVENT
    assert placed(replace(funeral, headlines=NONE), after=70 * HOUR, story=MOSQUE) == Grouping.NEW


def test_an_outlet_that_goes_on_tells_of_another_happening_unless_of_the_aftermath() -> None:
    story = headed(MOSQUE, "أ")
    second = replace(headed(MOSQUE, "أ"), words=shared(3), concepts=NONE, headed=NONE, headlines=frozenset({"أ\tسوى"}))
    assert placed(second, after=20 * HOUR, story=story) == Grouping.NEW
    funeral = replace(second, after=frozenset({"funeral"}), words=shared(9))
    assert placed(funeral, after=20 * HOUR, story=story) == Grouping.SAME_EVENT


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"again": frozenset({AGAIN})}, id="said to be a second deed"),
        pytest.param({"quarters": frozenset({"شاطي"})}, id="another quarter"),
    ],
)
def test_a_second_strike_in_the_same_town_is_another_story(changes: Mapping[str, Any]) -> None:
    first = replace(ATTACK, quarters=frozenset({"زيتون"}), tolls=NONE)
    second = replace(ATTACK, words=shared(8), tolls=NONE, **changes)
    assert placed(replace(second, again=NONE, quarters=NONE), story=first) == Grouping.SAME_EVENT
    assert placed(second, story=first) == Grouping.NEW
    assert placed(replace(second, after=frozenset({"funeral"})), story=first) == Grouping.SAME_EVENT
    assert placed(second, story=replace(second, words=ATTACK.words)) == Grouping.SAME_EVENT


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"tolls": frozenset({"killed:12"})}, Grouping.NEAR_TEXT, id="a rising toll"),
        pytest.param({"tolls": frozenset({"killed:4"})}, Grouping.NEAR_TEXT, id="fewer dead on the same day"),
        pytest.param(
            {"tolls": frozenset({"killed:4"}), "days": frozenset({"2026-03-02"})}, Grouping.NEW, id="on another day"
        ),
        pytest.param({"again": frozenset({AGAIN})}, Grouping.NEW, id="a second deed"),
    ],
)
def test_nearly_the_same_text_of_another_happening_is_a_mould(changes: Mapping[str, Any], reason: Grouping) -> None:
    story = replace(ATTACK, shingles=frozenset(range(20)))
    assert placed(replace(story, words=shared(10), **changes), story=story) == reason


def test_a_rare_name_of_the_headline_is_a_fact() -> None:
    plain: dict[str, Any] = {"events": NONE, "places": NONE, "tolls": NONE}
    story = replace(ATTACK, headlines=frozenset({"أ\tكلمة1 كلمة2"}), **plain)
    named = replace(ATTACK, words=shared(5), headlines=frozenset({"ب\tكلمة1"}), **plain)
    assert placed(named, story=story) == Grouping.SAME_EVENT
    assert placed(replace(named, headlines=NONE), story=replace(story, headlines=NONE)) == Grouping.NEW


def test_a_district_and_its_city_contradict_nothing() -> None:
    district = replace(ATTACK, places=frozenset({"dasht"}), wider=frozenset({"mosul"}), words=shared(6))
    other = replace(ATTACK, places=frozenset({"karch"}), wider=frozenset({"mosul"}))
    joined = place(district, [Candidate(7, NOW, other)], NOW)
    assert (joined.reason, joined.against) == (Grouping.SAME_EVENT, ())
    alone = place(replace(district, wider=NONE), [Candidate(7, NOW, replace(other, wider=NONE))], NOW)
    assert alone.reason == Grouping.NEW


def test_what_lists_news_is_no_report_of_it() -> None:
    listed = replace(ATTACK, words=shared(11), after=frozenset({ROUND_UP}))
    assert placed(listed) == Grouping.NEW
    assert placed(ATTACK, story=listed) == Grouping.NEW


def test_facts_tell_less_where_many_stories_share_them() -> None:
    one = replace(ATTACK, words=shared(4), tolls=NONE)
    story = replace(ATTACK, tolls=NONE)
    others = [Candidate(n, NOW, replace(story, words=frozenset({f"سوى{n}"}))) for n in range(10, 30)]
    assert place(one, [Candidate(7, NOW, story)], NOW).story_id == 7
    assert place(one, [Candidate(7, NOW, story), *others], NOW).reason == Grouping.NEW


def test_how_much_is_enough_is_an_argument() -> None:
    points = agreement(replace(ATTACK, words=shared(5)), ATTACK, timedelta(0))
    for enough, joins in ((points - 0.01, True), (points + 0.01, False)):
        placing = place(replace(ATTACK, words=shared(5)), [Candidate(7, NOW, ATTACK)], NOW, enough)
        assert (placing.story_id == 7) is joins


def test_grounds_are_plain_data() -> None:
    placing = place(replace(ATTACK, words=shared(5)), [Candidate(7, NOW, ATTACK)], NOW)
    assert placing.grounds == {
        "overlap": 0.2,
        "words": 5,
        "headlines": 0.0,
        "figures": 0,
        "points": round(placing.points, 2),
        "agree": ["party", "act", "place", "toll", "soon"],
        "against": [],
    }
    assert place(ATTACK, [], NOW).grounds == {}


def test_a_day_later_more_words_are_asked_for() -> None:
    follow_up = replace(ATTACK, words=shared(3), tolls=NONE)
    assert placed(follow_up, after=2 * HOUR) == Grouping.SAME_EVENT
    assert placed(follow_up, after=26 * HOUR) == Grouping.NEW


def test_rarer_words_count_more() -> None:
    """Three words each: the usual ones of the news, and ones it hardly knows."""
    usual, rare = frozenset({"قتل", "شرط", "اعلن"}), frozenset({"صوف", "مختار", "صهريج"})
    story = replace(ATTACK, words=usual | rare | shared(0, 12))
    own = frozenset(f"سوى{turn}" for turn in range(12))
    of_usual, of_rare = (agreement(replace(story, words=own | some), story, HOUR) for some in (usual, rare))
    assert of_rare > of_usual + 0.1
    assert place(replace(story, words=own | rare), [Candidate(7, NOW - HOUR, story)], NOW, of_rare).story_id == 7
    assert place(replace(story, words=own | usual), [Candidate(7, NOW - HOUR, story)], NOW, of_rare).story_id is None


def test_one_or_two_dead_are_no_fact_in_common() -> None:
    few = replace(ATTACK, tolls=frozenset({"killed:2"}))
    assert placed(replace(few, words=shared(0)), story=few) == Grouping.NEW


def test_two_attacks_in_one_city_stay_two() -> None:
    second = replace(ATTACK, words=shared(3), tolls=frozenset({"killed:3"}), days=frozenset({"2026-03-02"}))
    assert placed(second, after=20 * HOUR) == Grouping.NEW


def test_other_numbers_in_the_headline_keep_bulletins_apart() -> None:
    first, second = (replace(ATTACK, numbers=frozenset({number})) for number in ("45", "46"))
    assert placed(second, story=first) == Grouping.NEW
    assert placed(first, story=first) == Grouping.SAME_WORDS


def test_a_place_inside_the_other_keeps_nothing_apart() -> None:
    district = replace(ATTACK, places=frozenset({"dasht e barchi"}), wider=frozenset({"kabul"}))
    assert placed(district) == Grouping.SAME_WORDS
    assert placed(ATTACK, story=district) == Grouping.SAME_WORDS


def test_english_joins_arabic_by_facts_alone() -> None:
    english = replace(ATTACK, words=frozenset({"mosque", "worshippers", "bomber"}))
    assert placed(english) == Grouping.OTHER_LANGUAGE
    assert placed(replace(english, tolls=NONE)) == placed(replace(english, places=NONE)) == Grouping.OTHER_LANGUAGE
    assert placed(replace(english, tolls=NONE, places=NONE)) == Grouping.NEW
    assert placed(replace(english, parties=frozenset({"AQ"}))) == Grouping.NEW


def test_a_round_up_belongs_to_no_story_by_its_facts() -> None:
    parties, places = frozenset({"ISKP", "SHABAAB", "AQ"}), frozenset({"kabul", "mogadishu"})
    round_up = replace(ATTACK, words=shared(8), parties=parties, places=places)
    assert placed(round_up) == Grouping.NEW


@pytest.mark.parametrize(
    ("number", "points"),
    [
        pytest.param(0, 0, id="none"),
        pytest.param(3, 1, id="an eighth"),
        pytest.param(7.5, 2, id="three tenths"),
        pytest.param(15, 3, id="six tenths"),
        pytest.param(20, 3, id="no more for more"),
    ],
)
def test_the_points_of_words(number: float, points: float) -> None:
    """Of texts of twenty words, which count as twenty-five; others being the same."""
    none, some = (agreement(replace(ATTACK, words=shared(n)), ATTACK, HOUR) for n in (3, max(3, round(number))))
    assert some - none == pytest.approx(max(0, points - 1), abs=0.2)


def test_of_several_stories_the_one_with_most_in_common() -> None:
    candidates = [
        Candidate(3, NOW, replace(ATTACK, words=shared(15))),
        Candidate(2, NOW, ATTACK),
        Candidate(1, NOW, replace(ATTACK, words=shared(17))),
    ]
    placing = place(ATTACK, candidates, NOW)
    assert (placing.story_id, placing.reason) == (2, Grouping.SAME_WORDS)


def test_of_equal_stories_the_newest_which_comes_first() -> None:
    assert place(ATTACK, [Candidate(9, NOW, ATTACK), Candidate(4, NOW - HOUR, ATTACK)], NOW).story_id == 9


def test_without_stories_a_new_one() -> None:
    assert place(ATTACK, [], NOW).story_id is None


Grouped = dict[str, int]


def run(items: Sequence[Incoming], matcher: Matcher) -> Grouped:
    """The story number of each article by its id, as ingest would group them."""
    stories: dict[int, Candidate] = {}
    placed: Grouped = {}
    for item in items:
        found = matcher.match(document(item))
        assert item.published
        assert item.external_id
        if not found:
            continue
        article = Article(1, "i", 1, item.source, item.title, item.text, None, "ar", item.published, item.published)
        one = features_of(article, found, matcher.watchlists)
        newest = sorted(stories.values(), key=lambda story: (story.latest, story.story_id), reverse=True)
        number = place(one, newest, item.published).story_id or len(stories) + 1
        known = stories.get(number, Candidate(number, item.published, Features()))
        stories[number] = Candidate(number, max(known.latest, item.published), known.features.merged(one))
        placed[item.external_id] = number
    return placed


def b_cubed(placed: Grouped, gold: Callable[[str], str]) -> tuple[float, float]:
    """Precision and recall by B-cubed: the mean over articles of how pure and how whole their story is."""
    found, true = defaultdict(set), defaultdict(set)
    for name, number in placed.items():
        found[number].add(name)
        true[gold(name)].add(name)
    both = [(found[number], true[gold(name)]) for name, number in placed.items()]
    precision = sum(len(mine & theirs) / len(mine) for mine, theirs in both) / len(both)
    return precision, sum(len(mine & theirs) / len(theirs) for mine, theirs in both) / len(both)


def gold_articles() -> list[Incoming]:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    rows.sort(key=lambda row: row["hours"])
    return [
        Incoming(
            row["source"],
            row["text"],
            f"{row['story']}/{number}",
            row["title"],
            published=NOW + timedelta(hours=row["hours"]),
        )
        for number, row in enumerate(rows)
    ]


def test_gold_stories_group(shipped_matcher: Matcher) -> None:
    precision, recall = b_cubed(run(gold_articles(), shipped_matcher), lambda name: name.partition("/")[0])
    assert precision >= 0.94
    assert recall >= 0.93


def test_the_samples_group(shipped_matcher: Matcher) -> None:
    placed = run(read_samples(NOW), shipped_matcher)
    precision, recall = b_cubed(placed, lambda name: name.rstrip("0123456789"))
    assert precision == 1.0
    assert recall >= 0.95


def test_every_story_of_the_gold_set_is_told_from_the_others_of_its_day(shipped_matcher: Matcher) -> None:
    """The hard pairs by name, so that a miss says which."""
    placed = {name.partition("/")[0]: number for name, number in run(gold_articles(), shipped_matcher).items()}
    apart = [
        ("kabul-mosque", "kabul-convoy"),
        ("mogadishu-hotel", "kismayo-port"),
        ("saada-strike", "hodeidah-strike"),
        ("baghdad-arrest", "kirkuk-arrest"),
        ("bulletin-45", "bulletin-46"),
        ("kandahar-old", "kandahar-new"),
        ("deir-mayor", "raqqa-teacher"),
        ("borno-village-a", "borno-school"),
        ("hasaka-prison", "hol-tunnel"),
        ("ship-grain", "ship-cars"),
    ]
    assert [pair for pair in apart if placed[pair[0]] == placed[pair[1]]] == []


MOULD = "شن مسلحون من تنظيم داعش خراسان هجوما على نقطة تفتيش قرب كابول وقتل جندي، وقالت الشرطة إن التحقيق جار."


@pytest.mark.parametrize(
    ("titles", "stories"),
    [
        pytest.param(["هجوم لداعش خراسان في كابول تفاح", "هجوم لداعش خراسان في كابول رمان"], 2, id="word"),
        pytest.param(["هجوم لداعش خراسان في كابول mkab", "هجوم لداعش خراسان في كابول mkba"], 2, id="marker"),
        pytest.param(["هجوم 1 لداعش خراسان في كابول", "هجوم 2 لداعش خراسان في كابول"], 2, id="number that is a toll"),
        pytest.param(
            ["النشرة 3: هجوم على نقطة تفتيش", "النشرة 4: هجوم على نقطة تفتيش"], 2, id="number that is a count"
        ),
        pytest.param(["هجوم لداعش خراسان في كابول", "هجوم لداعش خراسان في كابول"], 1, id="the same headline"),
        pytest.param(["هجوم لداعش خراسان في كابول", "هجوم لداعش خراسان في كابول (تحديث)"], 1, id="only one says more"),
    ],
)
def test_reports_of_one_outlet_in_one_mould(titles: list[str], stories: int, shipped_matcher: Matcher) -> None:
    articles = [Incoming("wire", MOULD, title, title, published=NOW) for title in titles]
    articles = [replace(one, external_id=str(number)) for number, one in enumerate(articles)]
    assert len(set(run(articles, shipped_matcher).values())) == stories


def test_fewer_dead_in_one_mould_are_another_happening(shipped_matcher: Matcher) -> None:
    """An outlet corrects itself in other words; the same words with a smaller toll are a second report."""
    texts = [f"فجر انتحاري من داعش خراسان نفسه في كابول وقتل {number} أشخاص، بحسب الشرطة." for number in (9, 5)]
    articles = [Incoming("wire", text, str(turn), published=NOW) for turn, text in enumerate(texts)]
    assert len(set(run(articles, shipped_matcher).values())) == 2
    assert len(set(run(articles[::-1], shipped_matcher).values())) == 1
