"""What people said of alerts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select

from bot.core.feedback import AliasName, Rating, Tally, Vote, tally
from bot.core.model import Person
from bot.storage.columns import indexed
from bot.storage.statements import add_all, chunks, put
from bot.storage.tables import alerts, feedback
from bot.storage.tables import feedback_aliases as of_alias


class SqlFeedback:
    """See the port `Feedback`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def given(self, alert_id: int, person: Person) -> Rating | None:
        own = and_(feedback.c.alert_id == alert_id, feedback.c.platform == person.platform)
        said = self._connection.scalar(select(feedback.c.verdict).where(own, feedback.c.person == person.user))
        return Rating(said) if said else None

    def give(
        self, alert_id: int, person: Person, rating: Rating, aliases: Collection[AliasName], now: datetime
    ) -> None:
        keys = {"alert_id": alert_id, "platform": person.platform, "person": person.user}
        put(self._connection, feedback, keys, **keys, name=person.name, verdict=rating.value, given=now)
        self._connection.execute(delete(of_alias).where(_said_by(alert_id, person)))
        rows = [{**keys, "key": key, "alias": alias, "verdict": rating.value, "given": now} for key, alias in aliases]
        add_all(self._connection, of_alias, rows)

    def of_alert(self, alert_id: int) -> Mapping[Rating, int]:
        counted = select(feedback.c.verdict, func.count()).where(feedback.c.alert_id == alert_id)
        found = self._connection.execute(counted.group_by(feedback.c.verdict))
        return {Rating(verdict): int(number) for verdict, number in found}

    def of_aliases(self, aliases: Collection[AliasName]) -> Mapping[AliasName, Tally]:
        said: defaultdict[AliasName, list[str]] = defaultdict(list)
        asked = {(indexed(key), indexed(alias)): (key, alias) for key, alias in aliases}
        for some in chunks(sorted(asked)):
            own = of_alias.c.key.in_({key for key, _ in some}), of_alias.c.alias.in_({alias for _, alias in some})
            for row in self._connection.execute(select(of_alias).where(*own)):
                if (row.key, row.alias) in some:
                    said[asked[row.key, row.alias]].append(row.verdict)
        return {alias: counted for alias, verdicts in said.items() if (counted := tally(verdicts)).given}

    def votes(self, alias: AliasName) -> Sequence[Vote]:
        key, text = map(indexed, alias)
        chosen = select(of_alias, alerts.c.article_id).join(alerts, alerts.c.id == of_alias.c.alert_id)
        chosen = chosen.where(of_alias.c.key == key, of_alias.c.alias == text)
        found = self._connection.execute(chosen.order_by(of_alias.c.given, of_alias.c.alert_id))
        return [
            Vote(row.alert_id, row.article_id, f"{row.platform}:{row.person}", Rating(row.verdict), row.given)
            for row in found
        ]

    def rejected_since(self, since: datetime) -> Sequence[AliasName]:
        said = and_(of_alias.c.given >= since, of_alias.c.verdict == Rating.NOT_RELEVANT.value)
        found = self._connection.execute(select(of_alias.c.key, of_alias.c.alias).where(said).distinct())
        return sorted((row.key, row.alias) for row in found)


def _said_by(alert_id: int, person: Person) -> ColumnElement[bool]:
    own = and_(of_alias.c.platform == person.platform, of_alias.c.person == person.user)
    return and_(of_alias.c.alert_id == alert_id, own)
