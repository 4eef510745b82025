"""Judges Slack's blocks: slack_sdk's own models, and the rules of Slack's reference that these leave out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

# https://docs.slack.dev/reference/block-kit/blocks ; the size of all blocks of a message was found by trying.
MOST_BLOCKS = 50
LARGEST_MESSAGE = 13_200
LARGEST_TEXT = 3_000
LARGEST_FIELD = 2_000
PLAIN_ONLY = frozenset({"header", "button"})
BLOCKS_WITH_ELEMENTS = frozenset({"actions", "context", "rich_text"})


class InvalidBlocksError(ValueError):
    """Slack would refuse these blocks; `code` is its `error`, `messages` its `response_metadata.messages`."""

    def __init__(self, message: str, code: str = "invalid_blocks") -> None:
        super().__init__(message)
        self.code = code
        self.messages = [f"[ERROR] {message}"]


def check_blocks(blocks: Sequence[Mapping[str, Any]]) -> None:
    """Raise InvalidBlocksError for blocks that Slack would not take in one message."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise InvalidBlocksError("must be an array of objects [json-pointer:/blocks]", "invalid_blocks_format")
    if len(blocks) > MOST_BLOCKS:
        raise InvalidBlocksError(f"no more than {MOST_BLOCKS} items allowed [json-pointer:/blocks]")
    for position, block in enumerate(blocks):
        check_block(block, f"[json-pointer:/blocks/{position}]")
    check_unique(block["block_id"] for block in blocks if "block_id" in block)
    if (size := sum(len(text["text"]) for text in texts_of(blocks))) > LARGEST_MESSAGE:
        raise InvalidBlocksError(f"{size} characters of {LARGEST_MESSAGE}", "msg_blocks_too_long")


def check_view(view: Mapping[str, Any]) -> None:
    """The same for what Slack would not take as a view; it may hold a hundred blocks."""
    try:
        View(**json.loads(json.dumps(view))).validate_json()
    except (SlackObjectFormationError, TypeError, KeyError, AttributeError) as reason:
        raise InvalidBlocksError(f"{reason} [json-pointer:/view]", "invalid_arguments") from reason
    for start in range(0, len(view["blocks"]), MOST_BLOCKS):
        check_blocks(view["blocks"][start : start + MOST_BLOCKS])


def check_block(block: Mapping[str, Any], where: str) -> None:
    check_model(block, where)
    if block["type"] in BLOCKS_WITH_ELEMENTS and not block.get("elements"):
        raise InvalidBlocksError(f"must have at least 1 element {where}/elements")
    if not isinstance(block.get("text", {}), Mapping):
        raise InvalidBlocksError(f"must be an object {where}/text")
    for field in block.get("fields", ()):
        if len(field["text"]) > LARGEST_FIELD:
            raise InvalidBlocksError(f"must be less than {LARGEST_FIELD + 1} characters {where}/fields")
    check_unique(element["action_id"] for element in block.get("elements", ()) if "action_id" in element)
    for owner in mappings_in(block):
        check_kind_of_text(owner, where)
    for text in texts_of(block):
        check_text(text, where)


def check_model(block: Mapping[str, Any], where: str) -> None:
    """What slack_sdk itself would refuse to send; its models see a copy, because they take it apart."""
    try:
        model = Block.parse(json.loads(json.dumps(block)))
        if model is not None:
            model.validate_json()
    except (SlackObjectFormationError, TypeError, KeyError, AttributeError) as reason:
        raise InvalidBlocksError(f"{reason} {where}") from reason
    if model is None:
        raise InvalidBlocksError(f"unsupported type: {block.get('type')} {where}")


def check_kind_of_text(owner: Mapping[str, Any], where: str) -> None:
    """Headers and buttons know no markup."""
    if not isinstance(owner.get("text"), Mapping):
        return
    kinds = ("plain_text",) if owner.get("type") in PLAIN_ONLY else ("plain_text", "mrkdwn")
    if owner["text"].get("type") not in kinds:
        raise InvalidBlocksError(f"unsupported type: {owner['text'].get('type')} {where}/text")


def check_text(text: Mapping[str, Any], where: str) -> None:
    if not text["text"]:
        raise InvalidBlocksError(f"must be more than 0 characters {where}")
    if len(text["text"]) > LARGEST_TEXT:
        raise InvalidBlocksError(f"must be less than {LARGEST_TEXT + 1} characters {where}")


def check_unique(names: Iterator[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise InvalidBlocksError(f"`{name}` already exists")


def texts_of(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every text object, however deep."""
    return (found for found in mappings_in(value) if isinstance(found.get("text"), str) and "type" in found)


def mappings_in(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from mappings_in(inner)
