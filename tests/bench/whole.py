"""A whole process of one side: `python -m tests.bench.whole rasid|exact INPUT.json`. Prints its peak memory in MiB."""

import json
import re
import resource
import sys
from pathlib import Path
from typing import Any


def main(side: str, path: str) -> None:
    """Compile the names and read all articles, from an empty table of words."""
    held = json.loads(Path(path).read_text(encoding="utf-8"))
    if side == "exact":
        _exact(held)
    else:
        _rasid(held)
    print(peak() // 1024)


def peak() -> int:
    """KiB; from /proc where there is one, because getrusage counts what the parent held at the fork, too."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _exact(held: dict[str, list[Any]]) -> None:
    from tests.bench.yardstick import Exact

    index = Exact([text for text, _ in held["names"]])
    for text in held["texts"]:
        index.hits(text)


def _rasid(held: dict[str, list[Any]]) -> None:
    from tests.bench.names import Name, watched
    from tests.bench.sides import in_batches
    from watchlists import Matcher

    matcher = Matcher.compile(watched([Name(*one) for one in held["names"]]))
    in_batches(matcher)(held["texts"])


if __name__ == "__main__":
    main(*sys.argv[1:])
