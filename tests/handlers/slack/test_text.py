"""Slack's markup, blocks and attachments, as the text that they show and the addresses that they hold."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.slack.text import links, plain, said, shared, with_addresses, words_of


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def words(text: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": text, "style": style}


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        pytest.param("<https://x.example/a?b=1&amp;c=2>", ("https://x.example/a?b=1&c=2",), id="unescaped"),
        pytest.param(
            "see <http://x.example|x.example>, <https://y.example>",
            ("http://x.example", "https://y.example"),
            id="in order",
        ),
        pytest.param("<https://x.example> <https://x.example|again>", ("https://x.example",), id="each once"),
        pytest.param("<mailto:a@x.example|a@x.example> <tel:+1>", (), id="no web page"),
        pytest.param("<https://team.slack.com/archives/C1/p1700000001000200>", (), id="a message within Slack"),
        pytest.param("<https://slack.com/blog/news>", ("https://slack.com/blog/news",), id="Slack's own pages"),
        pytest.param("<@U1> <#C1|news> <!here>", (), id="people and channels"),
        pytest.param(
            " ".join(f"<https://x.example/{n}>" for n in range(30)),
            tuple(f"https://x.example/{n}" for n in range(20)),
            id="the first twenty",
        ),
        pytest.param("https://x.example", (), id="nothing that Slack made a link"),
    ],
)
def test_addresses(marked: str, found: tuple[str, ...]) -> None:
    assert links(marked) == found


@pytest.mark.parametrize(
    ("marked", "text", "addressed"),
    [
        pytest.param("<https://x.example|خبر>", "خبر", "https://x.example", id="words of a link"),
        pytest.param("<!date^1700000001^{date}|14 Nov>", "14 Nov", "14 Nov", id="a date"),
        pytest.param("<mailto:a@x.example|a@x> <@U1|huda>", "a@x @huda", "a@x @huda", id="mail and people"),
        pytest.param("a &lt;b&gt; &amp;amp;", "a <b> &amp;", "a <b> &amp;", id="escapes"),
        pytest.param("a\u0000b\r\nc", "ab\nc", "ab\nc", id="what no database keeps"),
    ],
)
def test_text(marked: str, text: str, addressed: str) -> None:
    assert (plain(marked), with_addresses(marked)) == (text, addressed)


LINK = {"type": "link", "url": "https://x.example/a|b?c=1&d=2", "text": "a > b"}
APP: dict[str, Any] = {"bot_id": "B1"}


@pytest.mark.parametrize(
    ("message", "text"),
    [
        pytest.param({"text": "خبر *عاجل*"}, "خبر *عاجل*", id="text alone"),
        pytest.param(
            {"text": "خبر *عاجل*", "blocks": [rich(words("خبر "), words("عاجل", bold=True))]},
            "خبر عاجل",
            id="without signs for bold",
        ),
        pytest.param(
            {"text": "see", "blocks": [rich(words("see "), LINK)]},
            "see <https://x.example/a%7Cb?c=1&amp;d=2|a &gt; b>",
            id="a link in a rich text",
        ),
        pytest.param(
            {
                "blocks": [
                    rich(
                        {"type": "user", "user_id": "U1"},
                        {"type": "channel", "channel_id": "C1"},
                        {"type": "broadcast", "range": "here"},
                        {"type": "emoji", "name": "tada"},
                    )
                ]
            },
            "<@U1><#C1><!here>",
            id="people and channels in a rich text",
        ),
        pytest.param(
            {
                "blocks": [
                    {
                        "type": "rich_text",
                        "elements": [
                            {
                                "type": "rich_text_list",
                                "elements": [
                                    {"type": "rich_text_section", "elements": [words("one")]},
                                    {"type": "rich_text_section", "elements": [words("two")]},
                                ],
                            }
                        ],
                    }
                ]
            },
            "one\ntwo",
            id="a list",
        ),
        pytest.param(
            APP
            | {
                "text": "News",
                "blocks": [
                    {"type": "header", "text": {"type": "plain_text", "text": "عنوان"}},
                    {"type": "section", "text": {"type": "mrkdwn", "text": "<https://x.example|خبر>"}, "fields": []},
                    {"type": "section", "fields": [{"type": "mrkdwn", "text": "قندهار"}]},
                    {
                        "type": "context",
                        "elements": [{"type": "image", "image_url": "x"}, {"type": "mrkdwn", "text": "م"}],
                    },
                    {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}]},
                    {"type": "divider"},
                ],
            },
            "عنوان\n<https://x.example|خبر>\nقندهار\nم",
            id="an app's blocks",
        ),
        pytest.param(
            APP
            | {
                "text": "",
                "attachments": [
                    {
                        "pretext": "جديد",
                        "title": "عنوان",
                        "title_link": "https://x.example/1",
                        "text": "نص",
                        "fields": [{"title": "أين", "value": "قندهار"}],
                        "fallback": "unused",
                    },
                    {"fallback": "سطر"},
                ],
            },
            "جديد\n<https://x.example/1|عنوان>\nنص\nأين قندهار\nسطر",
            id="an app's attachments",
        ),
        pytest.param(
            APP | {"text": "<https://x.example>", "attachments": [{"from_url": "https://x.example", "title": "Page"}]},
            "<https://x.example>",
            id="a preview says nothing of its own",
        ),
        pytest.param(
            {"text": "mine", "attachments": [{"text": "of a person's message there are only previews"}]},
            "mine",
            id="a person's attachments",
        ),
        pytest.param({}, "", id="nothing"),
    ],
)
def test_what_a_message_says(message: dict[str, Any], text: str) -> None:
    assert said(message) == text


def test_what_slack_changes_costs_no_message() -> None:
    strange = [{"type": kind} for kind in ("text", "link", "user", "channel", "broadcast", "new")]
    texts = [
        {"type": "section", "text": "x"},
        {"type": "context", "elements": ["x", {"type": "image"}]},
        "x",
        {"type": 7},
    ]
    blocks = [rich(*strange, words("خبر")), {"type": "rich_text", "elements": ["x"]}, *texts]
    assert plain(said({"text": "", "blocks": blocks})).endswith("خبر")


def test_a_rich_text_in_itself_comes_to_an_end() -> None:
    nested: dict[str, Any] = {"type": "rich_text_section", "elements": [words("deep")]}
    for _ in range(500):
        nested = {"type": "rich_text_quote", "elements": [nested]}
    assert said({"text": "flat", "blocks": [{"type": "rich_text", "elements": [nested]}]}) == "flat"


@pytest.mark.parametrize(
    ("attachment", "text"),
    [
        pytest.param({"text": "خبر", "fallback": "x"}, "خبر", id="its text"),
        pytest.param(
            {"message_blocks": [{"message": {"blocks": [rich(words("خبر"))]}}], "fallback": "x"}, "خبر", id="its blocks"
        ),
        pytest.param({"fallback": "خبر"}, "خبر", id="what is left"),
    ],
)
def test_what_was_passed_on(attachment: dict[str, Any], text: str) -> None:
    assert words_of(attachment) == text


def test_only_messages_are_passed_on() -> None:
    forwarded, quoted, preview = {"is_share": True}, {"is_msg_unfurl": True}, {"from_url": "https://x.example"}
    assert shared({"attachments": [forwarded, preview, quoted]}) == [forwarded, quoted]
