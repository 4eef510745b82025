"""The process that parses one untrusted file: bytes on stdin, one JSON object on stdout, nothing else.

It binds itself before it reads a byte: memory, processor time, no file may grow.
"""

import json
import resource
import sys
from contextlib import suppress

from bot.core.errors import WireError


def main() -> None:
    """`KIND MEMORY SECONDS MOST`: in bytes, seconds of processor time, and bytes or characters of the outcome."""
    kind, memory, seconds, most = sys.argv[1], *map(int, sys.argv[2:5])
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # whoever started us set less, or the system knows no such limit
            resource.setrlimit(limit, (value, value))
    try:
        answer: dict[str, str | None] = _read(kind, sys.stdin.buffer.read(), most)
    except WireError as error:
        answer = {"error": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _read(kind: str, body: bytes, most: int) -> dict[str, str | None]:
    if kind == "pdf":
        from bot.sources.pdf import read_pdf

        return read_pdf(body, most)
    from bot.sources.docx import read_docx

    return read_docx(body, most)


if __name__ == "__main__":
    main()
