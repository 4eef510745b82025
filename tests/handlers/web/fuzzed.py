"""Schemathesis against a running server, as its own process."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

# An entity that does not exist is 422 at /api/matches, and which exist is for the lists to say.
_CONFIG = """
[[operations]]
include-operation-id = "matches"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "404", "422", "5xx"]
"""
# An API that is off is 404 whatever is sent, also without the token where 401 is expected.
_OFF = ["--exclude-checks", "missing_required_header", "--phases", "fuzzing"]


async def findings(port: int, token: str | None, folder: Path, examples: int) -> str:
    """What it finds, as it says it; empty where that is nothing. The same examples every time."""
    config = folder / "schemathesis.toml"
    await asyncio.to_thread(config.write_text, _CONFIG)
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run"]
    options = ["--max-examples", str(examples), "--seed", "1", "--no-color", "--generation-database", "none"]
    more = ["--header", f"Authorization:Bearer {token}"] if token else _OFF
    process = await asyncio.create_subprocess_exec(
        *command, f"http://127.0.0.1:{port}/openapi.json", *options, *more,
        cwd=folder, env=_surroundings(), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await process.communicate()
    return "" if process.returncode == 0 else output.decode("utf-8", "replace")


def _surroundings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
