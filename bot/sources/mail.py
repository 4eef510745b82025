"""E-mail newsletters from a Maildir folder or an mbox file, polled like feeds."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.core.errors import RasidError, WireError
from bot.core.model import Feed, Incoming
from bot.core.wire import storable
from bot.ports import Polled
from bot.sources.mail_message import LARGEST_MAIL, read_mail
from bot.sources.mailboxes import Batch, Mail, new_in_maildir, new_in_mbox, place_of, problem_of

# A look at a folder of this machine costs nobody anything.
_WAIT: Final = timedelta(minutes=1)
# Paths come back when a disk does, so they are never given up.
_LONGEST_WAIT: Final = timedelta(hours=1)
# In a box that was written anew, older mails were there before; the store knows younger ones, if they were.
_ON_ITS_WAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MailPoller:
    """Polls mailboxes: see the port `Poller`. `largest` is in bytes, of the text of one mail.

    What lies in a box at first contact is silent. A mail that cannot be read is counted in the feed's note and stops no
    other. The box is read in batches; what is known of it (`Feed.etag`) must be stored after the articles.
    """

    largest: int

    async def poll(self, feed: Feed, now: datetime) -> Polled:
        """See the port `Poller`."""
        return await asyncio.to_thread(self._poll, feed, now)

    async def complete(self, feed: Feed, items: Sequence[Incoming], now: datetime) -> Sequence[Incoming]:
        """See the port `Poller`: a mail is whole."""
        return items

    def _poll(self, feed: Feed, now: datetime) -> Polled:
        try:
            batch = _read(feed, now)
        except OSError as error:
            return Polled((), _failed(feed, f"cannot be read: {error.strerror or error}", now))
        except RasidError as error:
            return Polled((), _failed(feed, str(error), now))
        articles: list[Incoming] = []
        problems: list[str] = []
        for mail in batch.mails:
            try:
                articles.append(self._article(mail, feed, batch, now))
            except WireError as error:
                problems.append(f"{mail.place}: {error}")
        note = _note(problems) if batch.mails else feed.error if not feed.errors else None
        return Polled(tuple(articles), _succeeded(feed, batch, now, note))

    def _article(self, mail: Mail, feed: Feed, batch: Batch, now: datetime) -> Incoming:
        if mail.body is None:
            raise WireError(f"the mail is larger than {LARGEST_MAIL // 1024 // 1024} MB")
        found = read_mail(mail.body, _name(feed))
        if len(found.text.encode("utf-8", "replace")) > self.largest:
            raise WireError(f"its text is over {self.largest // 1024} kB; raise RASID_MAX_ARTICLE_KB")
        published = min(found.published, now) if found.published else None
        before = feed.succeeded - _ON_ITS_WAY if feed.succeeded and batch.rewritten else None
        old = mail.known or bool(before and published and published < before)
        return storable(replace(found, published=published, silent=old))


def _read(feed: Feed, now: datetime) -> Batch:
    found = place_of(feed.url)
    if found is None:
        raise WireError("is no mailbox; write mbox:/path/file or maildir:/path/folder")
    kind, path = found
    if problem := problem_of(kind, path):
        raise WireError(problem)
    return (new_in_mbox if kind == "mbox" else new_in_maildir)(path, feed.etag, now)


def _name(feed: Feed) -> str:
    return feed.title or feed.url.rstrip("/").rpartition("/")[2] or feed.url


def _note(problems: Sequence[str]) -> str | None:
    if not problems:
        return None
    amount = "1 mail was" if len(problems) == 1 else f"{len(problems)} mails were"
    return " ".join(f"{amount} not read; the last: {problems[-1]}".split())[:500]


def _succeeded(feed: Feed, batch: Batch, now: datetime, note: str | None) -> Feed:
    next_at = now if batch.more else now + _WAIT
    named = replace(feed, title=_name(feed)[:100], etag=batch.state, wait=round(_WAIT.total_seconds()))
    return replace(named, polled=now, succeeded=now, next_at=next_at, errors=0, error=note, off=False)


def _failed(feed: Feed, reason: str, now: datetime) -> Feed:
    """Wait twice as long after each failure, an hour at most."""
    errors = feed.errors + 1
    wait = min(_WAIT * 2 ** min(errors, 10), _LONGEST_WAIT)
    return replace(feed, polled=now, next_at=now + wait, errors=errors, error=reason[:500])
