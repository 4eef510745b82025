"""The examples of docs/matching.md: `python -m tests.matching_page` writes their answers anew; read the difference."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "docs" / "matching.md"
LISTS = ROOT / "docs" / "examples" / "matching.yaml"
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*\n)((?:(?!\$ ).*\n)*)", re.MULTILINE)


def shown(page: str) -> list[tuple[str, str]]:
    """Each command of the page with the answer below it."""
    return [one for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL) for one in _COMMAND.findall(block)]


def function(page: str) -> str:
    """The shell function that the page defines."""
    (found,) = re.findall(r"^try\(\) .*?; \}$", page, re.MULTILINE | re.DOTALL)
    return str(found)


def in_shell(command: str) -> str:
    """What a shell prints in the folder of the project, where `rasid` is on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONUTF8": "1"}
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, env=environment, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def main() -> None:
    """Run every command, and put what it answers below it."""
    page = PATH.read_text(encoding="utf-8")
    for command, answer in shown(page):
        now = in_shell(f"{function(page)}\n{command}")
        page = page.replace(f"$ {command}{answer}", f"$ {command}{now}", 1)
    PATH.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
