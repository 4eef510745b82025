"""The sample lists of these tests: invented people and groups in the shape of each format."""

from __future__ import annotations

import io
from pathlib import Path

from watchlists.imports.bounds import LIMITS, Limits
from watchlists.imports.reading import records
from watchlists.imports.records import ListImportError, Record

FILES = Path(__file__).parent / "files"
ALL = sorted(path.name for path in FILES.iterdir())


def sample(name: str) -> bytes:
    """The bytes of a sample list."""
    return (FILES / name).read_bytes()


def read(
    data: bytes | str, filename: str = "list", form: str | None = None, limits: Limits = LIMITS
) -> tuple[list[Record], list[str]]:
    """The records of some bytes, and what was told about them, each with its line."""
    told: list[str] = []
    held = data.encode() if isinstance(data, str) else data
    found = records(io.BytesIO(held), filename, form, lambda line, what: told.append(f"{line}: {what}"), limits)
    return list(found), told


def fault(
    data: bytes | str, filename: str = "list", form: str | None = None, limits: Limits = LIMITS
) -> ListImportError | None:
    """The fault for which some bytes are refused, None where they are read."""
    try:
        read(data, filename, form, limits)
    except ListImportError as found:
        return found
    return None


def names(record: Record) -> list[tuple[str, str]]:
    """The names of a record as (text, quality)."""
    return [(name.text, name.quality) for name in record.names]
