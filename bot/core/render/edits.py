"""Edits of the watchlists in words."""

from collections.abc import Mapping
from typing import Any

from bot.core.editing import ListEdit
from bot.core.language import Texts
from bot.core.render.conditions import level_name, plain_conditions
from bot.core.render.words import quoted
from watchlists.editing.edits import Edit
from watchlists.model import Kind

_SHOWN = 80


def edit_line(edit: Edit, texts: Texts) -> str:
    """«ISKP: new alias “…”»"""
    alias, value = quoted(edit.alias, _SHOWN), quoted(str(edit.details.get("value", "")), _SHOWN)
    match edit.action:
        case "add":
            return texts.say("new: {key} ({kind}): {names}", **_new(edit, texts))
        case "alias":
            return _with(texts.say("{key}: new alias “{alias}”", key=edit.key, alias=alias), edit, texts)
        case "remove":
            return texts.say("{key}: removed with all its aliases", key=edit.key)
        case "remove_alias":
            return texts.say("{key}: without the alias “{alias}”", key=edit.key, alias=alias)
        case "unless":
            return texts.say("{key}, “{alias}”: not where “{value}” stands", key=edit.key, alias=alias, value=value)
        case "min_score":
            facts = {"key": edit.key, "alias": alias, "value": value}
            return texts.say("{key}, “{alias}”: only with a score of {value} or more", **facts)
        case "conditions":
            return _with(texts.say("{key}: conditions of the alias “{alias}”", key=edit.key, alias=alias), edit, texts)


def edit_wanted(edit: Edit, texts: Texts) -> str:
    """The same of one that is not made yet: «ISKP would be removed with all its aliases»"""
    alias = quoted(edit.alias, _SHOWN)
    match edit.action:
        case "add":
            return texts.say("would be added: {key} ({kind}): {names}", **_new(edit, texts))
        case "alias":
            return _with(texts.say("{key} would get the alias “{alias}”", key=edit.key, alias=alias), edit, texts)
        case "remove":
            return texts.say("{key} would be removed with all its aliases", key=edit.key)
        case "remove_alias":
            return texts.say("{key} would lose the alias “{alias}”", key=edit.key, alias=alias)
    return edit_line(edit, texts)


def edit_made(made: ListEdit, texts: Texts, timezone: str) -> str:
    """The same with who did it and when."""
    facts = {"line": edit_line(made.edit, texts), "author": texts.ltr(made.person.label)}
    return texts.say(
        "{number}. {line} — by {author} on {when}",
        number=f"E{made.id}",
        when=texts.when(made.at, timezone),
        **facts,
    )


def kind_name(kind: Kind, texts: Texts) -> str:
    """What an entity is."""
    words: Mapping[Kind, str] = {
        "organization": texts.say("organization"),
        "person": texts.say("person"),
        "place": texts.say("place"),
        "other": texts.say("other"),
    }
    return words[kind]


def _with(said: str, edit: Edit, texts: Texts) -> str:
    """What is said of an alias, with the conditions that it came with or gets."""
    held = edit.details.get("value" if edit.action == "conditions" else "alias")
    given: Mapping[str, Any] = held if isinstance(held, Mapping) else {}
    say, level = texts.say, given.get("match")
    exactly = [level_name(level, texts)] if level in ("exact", "inflected", "fuzzy") else []
    conditions = [*exactly, *plain_conditions(given, texts)]
    return say("{edit} ({conditions})", edit=said, conditions=say(", ").join(conditions)) if conditions else said


def _new(edit: Edit, texts: Texts) -> Mapping[str, str]:
    """What there is to say of a new entity."""
    names = (*edit.details["name"].values(), *edit.details.get("aliases", ()))
    shown = texts.say(", ").join(quoted(str(one), _SHOWN) for one in names)
    return {"key": edit.key, "kind": kind_name(edit.details["kind"], texts), "names": shown}
