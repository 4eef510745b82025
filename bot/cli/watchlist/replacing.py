"""Files that are written beside the old ones and take their places together."""

import shutil
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from bot.cli.common import UsageError


@dataclass(slots=True)
class Replacing(AbstractContextManager["Replacing"]):
    """Nothing is in its place before all are written; what failed before leaves everything as it was."""

    _parts: list[tuple[Path, Path]] = field(default_factory=list)

    def put(self, path: Path, before: str | None, after: str) -> None:
        """A file's new text; `before` is the one that it must have, None where there must be none. Raises UsageError
        where it has another, OSError where it cannot be written."""
        now = path.read_bytes() if path.exists() else None
        if now != (None if before is None else before.encode()):
            raise UsageError(f"{path} was changed in the meantime; nothing was written, try again")
        part = path.with_name(f".{path.name}.part")
        self._parts.append((part, path))
        part.write_bytes(after.encode())
        if now is not None:
            shutil.copymode(path, part)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part, path in self._parts:
            if kind is None:
                part.replace(path)
            else:
                part.unlink(missing_ok=True)
