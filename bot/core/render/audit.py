"""The audit log in sentences: one for every action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.audit import FORGOTTEN, AuditLine
from bot.core.language import Texts
from bot.core.message import Block, Span, block
from bot.core.model import Person
from bot.core.render.edits import edit_line
from bot.core.render.mutes import muted_name
from bot.core.render.roles import author_name, person_name, role_name
from bot.core.render.setting_values import setting_value
from bot.core.render.words import quoted, wish_name
from watchlists.editing.edits import Edit
from watchlists.model import Watchlists

_SHOWN = 120
_SCOPES = ("entity", "event", "list", "all", "story")


@dataclass(frozen=True, slots=True)
class _Words:
    """What the sentence about a change is made of."""

    details: Mapping[str, Any]
    watchlists: Watchlists
    texts: Texts

    def say(self, message: str, **more: object) -> str:
        """The sentence, with the details that are named like its fields."""
        kept = {name: value for name, value in self.details.items() if name not in more}
        plain = {name: _plain(value, self.texts) for name, value in kept.items()}
        return self.texts.say(message, **{**plain, **more})

    @property
    def role(self) -> str:
        to = self.details.get("to")
        return role_name(None if to == "none" else to, self.texts)

    @property
    def what(self) -> str:
        """The scope of a subscription or a mute, by name."""
        scope = next((one for one in _SCOPES if one in self.details), "all")
        key = str(self.details.get(scope, "*"))
        if scope == "story":
            return muted_name(scope, key, self.watchlists, self.texts)
        return wish_name(scope, key, self.watchlists, self.texts)  # type: ignore[arg-type]

    @property
    def edit(self) -> str:
        """An edit of the watchlists."""
        held = self.details
        return edit_line(Edit(held["action"], held["key"], held["details"]), self.texts)

    @property
    def here(self) -> str:
        return self.texts.say("chat {n}", n=self.details.get("chat", "?"))

    def stories(self, *names: str) -> str:
        found = [one for name in names for one in _listed(self.details.get(name, ()))]
        return self.texts.say(", ").join(self.texts.ltr(f"S{one}") for one in found)


Sentence = Callable[[_Words], str]


def _setting(name: str, title: Callable[[Texts], str]) -> Sentence:
    def said(words: _Words) -> str:
        to = setting_value(name, str(words.details["to"]), words.texts)
        return words.say("{setting} of {chat}: {to}", setting=title(words.texts), chat=words.here, to=to)

    return said


def _digest(words: _Words) -> str:
    """Set by /digest, or among the settings."""
    if "at" in words.details:
        return words.say("digest of {chat} at {at}", chat=words.here)
    return _setting("digest", lambda texts: texts.say("times of the digest"))(words)


def _retry(words: _Words) -> str:
    if words.details["deliveries"] == "all":
        return words.say("all failed messages sent again")
    return words.say("failed messages sent again: {deliveries}")


def _rated(words: _Words) -> str:
    facts = {"alert": f"A{words.details['alert']}", "chat": words.here}
    match words.details["said"]:
        case "relevant":
            return words.say("{alert} called relevant in {chat}", **facts)
        case "not_relevant":
            return words.say("{alert} called not relevant in {chat}", **facts)
    return words.say("{alert} called a duplicate in {chat}", **facts)


def _undone(words: _Words) -> str:
    """An edit of the watchlists, of which an earlier version kept the number alone; else a merge or a split."""
    if "ruling" in words.details:
        ruling, stories = f"R{words.details['ruling']}", words.stories("story", "other")
        return words.say("decision {ruling} taken back: {stories}", ruling=ruling, stories=stories)
    name = f"E{words.details['edit']}"
    if "key" not in words.details:
        return words.say("watchlists: {edit} taken back", edit=name)
    return words.say("watchlists, {edit} taken back: {line}", edit=name, line=words.edit)


SENTENCES: Mapping[str, Sentence] = {
    "watch": lambda words: words.say("{chat} watches {what}", chat=words.here, what=words.what),
    "unwatch": lambda words: words.say("{chat} no longer watches {what}", chat=words.here, what=words.what),
    "mute": lambda words: words.say("{what} muted in {chat}", chat=words.here, what=words.what),
    "unmute": lambda words: words.say("mute of {what} ended in {chat}", chat=words.here, what=words.what),
    "watch here": lambda words: words.say("{chat} is read as a source", chat=words.here),
    "unwatch here": lambda words: words.say("{chat} is no longer read as a source", chat=words.here),
    "language": _setting("language", lambda texts: texts.say("language")),
    "timezone": _setting("timezone", lambda texts: texts.say("time zone")),
    "digits": _setting("digits", lambda texts: texts.say("digits")),
    "months": _setting("months", lambda texts: texts.say("names of months")),
    "severity": _setting("severity", lambda texts: texts.say("least severity")),
    "summary": _setting("summary", lambda texts: texts.say("length of summaries")),
    "quiet": _setting("quiet", lambda texts: texts.say("quiet hours")),
    "interval": _setting("interval", lambda texts: texts.say("time between messages")),
    "repeat": _setting("repeat", lambda texts: texts.say("time before a reason is repeated")),
    "empty": _setting("empty", lambda texts: texts.say("digest of a quiet time")),
    "trends": _setting("trends", lambda texts: texts.say("unusual numbers")),
    "settings": lambda words: words.say("{chat} has the settings of its whole group again", chat=words.here),
    "digest": lambda words: _digest(words),
    "digest off": lambda words: words.say("no more digests in {chat}", chat=words.here),
    "keep": lambda words: words.say("what was sent in as number {submission} is stored"),
    "retry": lambda words: _retry(words),
    "rate": lambda words: _rated(words),
    "list edit": lambda words: words.say(
        "watchlists, {edit}: {line}", edit=f"E{words.details['edit']}", line=words.edit
    ),
    "hunt": lambda words: words.say("hunt {hunt} begun: {key}"),
    "hunt stopped": lambda words: words.say("hunt {hunt} stopped: {key}"),
    "decline proposal": lambda words: words.say("proposal {proposal} declined"),
    "feed added": lambda words: words.say("source {feed} added: {url}"),
    "feed removed": lambda words: words.say("source {feed} removed: {url}"),
    "feed turned off": lambda words: words.say("source {feed} turned off: {url}"),
    "feed retried": lambda words: words.say("source asked again: {feed}"),
    "merge": lambda words: words.say(
        "{others} merged into {into}", others=words.stories("others"), into=words.stories("story")
    ),
    "split": lambda words: words.say("{new} taken out of {of}", new=words.stories("new"), of=words.stories("story")),
    "undo": lambda words: _undone(words),
    "allowed": lambda words: words.say("{chat} let in", chat=words.here),
    "refused": lambda words: words.say("{chat} refused", chat=words.here),
    "admin by code": lambda words: words.say("became administrator of the bot by the code of the first start"),
    "admin granted": lambda words: words.say("{person} made administrator of the bot"),
    "admin revoked": lambda words: words.say("{person} no longer administrator of the bot"),
    "role": lambda words: words.say("{person} in {chat}: {role}", chat=words.here, role=words.role),
    "invite": lambda words: words.say("invitation made: {role}, until {until}", role=words.role),
    "invitation ended": lambda words: words.say("invitation ended"),
    "invited": lambda words: words.say(
        "came into {chat} by an invitation of {by}: {role}", chat=words.here, role=words.role
    ),
    "forget": lambda words: words.say("had themselves forgotten"),
    "forget chat": lambda words: words.say("had {chat} forgotten", chat=words.here),
}
"""By action. An action that is not here is shown as it is kept."""


def audit_block(line: AuditLine, watchlists: Watchlists, timezone: str, texts: Texts) -> Block:
    """When, who, what."""
    when = Span(texts.when(line.at, timezone), "code")
    return block(when, f" {_who(line.person, texts)} — {change(line, watchlists, texts)}", shape="item")


def change(line: AuditLine, watchlists: Watchlists, texts: Texts) -> str:
    """What was changed, in a clause."""
    sentence = SENTENCES.get(line.action)
    if sentence is None:
        details = ", ".join(f"{name}: {_plain(value, texts)}" for name, value in line.details.items())
        return quoted(f"{line.action} {details}".strip(), _SHOWN)
    try:
        return sentence(_Words(line.details, watchlists, texts))
    except KeyError:  # a line of an earlier version, which kept less
        return quoted(line.action, _SHOWN)


def _who(person: Person, texts: Texts) -> str:
    return author_name(FORGOTTEN, texts) if person.user == FORGOTTEN else person_name(person, texts)


def _plain(value: Any, texts: Texts) -> object:
    """A detail as it stands in a sentence: what people typed is quoted."""
    if value == FORGOTTEN:
        return author_name(FORGOTTEN, texts)
    if isinstance(value, str):
        return quoted(value, _SHOWN)
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value]
