"""Whether an SQLite file is whole."""

from bot.storage.engine import make_engine, parse_url, reading
from bot.storage.failures import explained

_LONGEST = 200


def damage(url: str) -> str | None:
    """The first fault that SQLite's quick check finds, None in a file that is whole. Reads all of the file, beside a
    running bot. Raises StoreError where it cannot be read at all."""
    parsed = parse_url(url)
    engine = make_engine(parsed)
    try:
        with explained(parsed), reading(engine).begin() as connection:
            found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    finally:
        engine.dispose()
    return None if found == "ok" else " ".join(found.split())[:_LONGEST]
