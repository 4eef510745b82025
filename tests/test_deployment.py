"""The files that no test can start here: they name only settings that exist, and say what the README says."""

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from dotenv import dotenv_values
from typer.main import get_command

from bot.cli.common import UsageError
from bot.cli.main import app
from bot.config import Settings

ROOT = Path(__file__).resolve().parent.parent
UNITS = ROOT / "docs" / "operations"
SHARED = (
    *("User", "DynamicUser", "StateDirectory", "StateDirectoryMode", "WorkingDirectory", "UMask"),
    *("NoNewPrivileges", "ProtectSystem", "ProtectHome", "CapabilityBoundingSet", "SystemCallFilter"),
)
CONTRACT = Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared")) / "spec" / "contract.md"
NAME = re.compile(r"\bRASID_[A-Z_]*[A-Z]\b")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def table(text: str) -> set[str]:
    """The settings in the first column of the tables of a Markdown text."""
    cells = (line.split("|")[1] for line in text.splitlines() if line.startswith("| `RASID_"))
    return {name for cell in cells for name in NAME.findall(cell)}


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(read("compose.yaml"))
    return loaded


def example() -> dict[str, str | None]:
    """The example as it reads with every setting switched on."""
    return dotenv_values(stream=io.StringIO(re.sub(r"^#(?=[A-Z_]+=)", "", read(".env.example"), flags=re.MULTILINE)))


@pytest.mark.parametrize("name", ["compose.yaml", "Dockerfile", ".env.example"])
def test_only_settings_that_the_readme_documents_are_named(name: str) -> None:
    named = {one.removesuffix("_FILE") for one in NAME.findall(read(name))}
    assert named
    assert named <= table(read("README.md"))


def test_the_example_holds_every_documented_setting() -> None:
    assert {name for name in example() if name.startswith("RASID_")} == table(read("README.md"))


def test_the_example_sets_nothing_until_a_person_does() -> None:
    assert dotenv_values(ROOT / ".env.example") == {}


def test_the_remarks_of_the_example_are_no_part_of_the_values() -> None:
    assert not [name for name, value in example().items() if "#" in (value or "")]


def test_the_readme_documents_every_setting_that_is_read_and_marks_the_others() -> None:
    read_today = {f"RASID_{name.upper()}" for name in Settings.model_fields}
    rows = read("README.md").splitlines()
    later = table("\n".join(row for row in rows if "(not used yet)" in row))
    assert table(read("README.md")) - later == read_today


def test_the_readme_documents_the_settings_of_the_contract() -> None:
    if not CONTRACT.exists():
        pytest.skip(f"no contract at {CONTRACT}: set RASID_SHARED to compare with it")
    assert table(read("README.md")) >= table(CONTRACT.read_text(encoding="utf-8"))


def test_compose_starts_rasid_when_the_database_answers() -> None:
    services = compose()["services"]
    ready, done = {"condition": "service_healthy"}, {"condition": "service_completed_successfully"}
    assert services["rasid"]["depends_on"] == {"database": ready, "migrate": done}
    assert services["migrate"]["depends_on"] == {"database": ready}
    assert services["migrate"]["command"] == ["rasid", "migrate"]
    assert "pg_isready" in " ".join(services["database"]["healthcheck"]["test"])


def test_compose_keeps_state_and_opens_nothing_to_the_network() -> None:
    services, volumes = compose()["services"], compose()["volumes"]
    kept = {mount.split(":")[0] for service in services.values() for mount in service.get("volumes", ())}
    assert set(volumes) <= kept
    assert all(port.startswith("127.0.0.1:") for service in services.values() for port in service.get("ports", ()))


def test_compose_gives_rasid_no_more_than_it_needs_and_watches_whether_it_works() -> None:
    services = compose()["services"]
    for name in ("rasid", "migrate"):
        assert services[name]["read_only"]
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["security_opt"] == ["no-new-privileges:true"]
    health = services["rasid"]["healthcheck"]["test"]
    assert "/readyz" in health[-1]
    compile(health[-1], "healthcheck", "exec")
    given = services["rasid"]["environment"]
    assert given["RASID_DATABASE_URL"] == services["migrate"]["environment"]["RASID_DATABASE_URL"]


def test_the_image_installs_what_is_pinned_before_it_copies_the_source() -> None:
    lines = read("Dockerfile").splitlines()
    at = {what: next(i for i, line in enumerate(lines) if what in line) for what in ("--require-hashes", "COPY bot ")}
    assert at["--require-hashes"] < at["COPY bot "]


def test_the_image_runs_as_a_user_of_its_own_and_reports_its_health() -> None:
    last = read("Dockerfile").rsplit("\nFROM ", 1)[1]
    assert "\nUSER rasid\n" in last
    assert "\nHEALTHCHECK " in last
    assert "/healthz" in last
    assert last.rstrip().endswith('CMD ["rasid", "run"]')


def test_what_the_image_copies_reaches_the_builder() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", read("Dockerfile"), flags=re.MULTILINE)
    let_in = {line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")}
    assert {name for names in copied for name in names.split()} == let_in


def test_every_package_of_the_wheel_is_copied() -> None:
    packages = re.search(r"^packages = \[(.*)\]$", read("pyproject.toml"), flags=re.MULTILINE)
    assert packages is not None
    assert set(re.findall(r'"(\w+)"', packages[1])) <= set(
        re.findall(r"^COPY (\w+) ", read("Dockerfile"), re.MULTILINE)
    )


def units() -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Each unit of systemd with its sections; a setting may be given more than once."""
    return {file.name: _sections(file.read_text("utf-8")) for file in sorted(UNITS.glob("rasid*.*"))}


def _sections(text: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            section.append((name, value))
    return found


@pytest.mark.parametrize("name", ["rasid.service", "rasid-backup.service"])
def test_a_unit_names_only_settings_that_are_read_also_in_what_is_switched_off(name: str) -> None:
    named = set(NAME.findall(read(f"docs/operations/{name}")))
    known = {f"RASID_{field.upper()}" for field in Settings.model_fields}
    assert named
    assert named <= known | {f"{one}_FILE" for one in known}


def test_each_secret_that_a_unit_loads_is_the_file_that_a_setting_names() -> None:
    text = read("docs/operations/rasid.service")
    loaded = re.findall(r"^#?LoadCredential=(\w+):", text, flags=re.MULTILINE)
    assert loaded
    assert loaded == re.findall(r"^#?Environment=RASID_\w+_FILE=%d/(\w+)$", text, flags=re.MULTILINE)


def test_the_units_start_commands_that_exist() -> None:
    for name in ("rasid.service", "rasid-backup.service"):
        (command,) = [value for setting, value in units()[name]["Service"] if setting == "ExecStart"]
        program, *arguments = command.split()
        assert program.endswith("/rasid")
        spoken = get_command(app).commands[arguments[0]]  # type: ignore[attr-defined]
        offered = {option for parameter in spoken.params for option in parameter.opts}
        assert {one for one in arguments if one.startswith("--")} <= offered


def test_the_units_share_a_user_and_a_folder_and_are_confined_alike() -> None:
    bot, copy = (dict(units()[name]["Service"]) for name in ("rasid.service", "rasid-backup.service"))
    for name in SHARED:
        assert bot[name] == copy[name]
    assert (bot["NoNewPrivileges"], bot["ProtectSystem"]) == ("yes", "strict")
    assert (bot["Restart"], bot["RestartPreventExitStatus"]) == ("on-failure", str(UsageError.exit_code))
    assert "-HUP" in bot["ExecReload"]
    assert bot["RestartForceExitStatus"] == "SIGHUP"


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze on this machine")
    for name in units():
        # The path of an installed Rasid is another one here.
        text = read(f"docs/operations/{name}").replace("/opt/rasid/bin/rasid", sys.executable)
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / name) for name in units()]
    done = subprocess.run([analyze, "verify", "--man=no", *files], capture_output=True, text=True, check=False)
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "rasid" in line]
    assert not ours


def test_no_registry_host_is_named() -> None:
    images = re.findall(r"^FROM (\S+)", read("Dockerfile"), flags=re.MULTILINE)
    images += [service["image"] for service in compose()["services"].values()]
    assert images
    assert not [image for image in images if "." in image.split("/")[0] and "/" in image]
