"""Whether a process that took something is still there: each holds an advisory lock with its name, on a server."""

from collections.abc import Collection

from sqlalchemy import Connection, text

OWN = text("SELECT pg_try_advisory_lock(hashtext('rasid.process'), hashtext(:name))")
"""Takes the lock of a process on a connection that it keeps."""
# Who gets the lock of another process is told by that that it is gone. It is given back when the transaction ends.
_IS_GONE = text("SELECT pg_try_advisory_xact_lock(hashtext('rasid.process'), hashtext(:name))")


def gone(connection: Connection, names: Collection[str]) -> set[str]:
    """Those of these processes that have ended, or lost the database. Only on a server."""
    return {name for name in names if connection.scalar(_IS_GONE, {"name": name})}
