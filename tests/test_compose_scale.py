"""The profile `scale` of compose.yaml: a service a role and NATS, and what the run book says of them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.processes import ROLES
from tests.manifests import nats_server

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
BOOK = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def services() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
    return loaded


def scaled() -> dict[str, Any]:
    """The services that are started with the profile only."""
    return {name: one for name, one in services().items() if one.get("profiles") == ["scale"]}


def test_compose_starts_the_roles_and_nats_with_the_profile_and_the_rest_without() -> None:
    assert set(scaled()) == {*ROLES, "nats"}
    assert {name for name, one in services().items() if "profiles" not in one} == {*("rasid", "migrate", "database")}


@pytest.mark.parametrize("role", ROLES)
def test_compose_runs_a_role_as_it_runs_rasid(role: str) -> None:
    service, whole = scaled()[role], services()["rasid"]
    assert service["command"] == ["rasid", "run", "--role", role]
    for alike in ("image", "env_file", "read_only", "cap_drop", "security_opt", "logging", "restart", "healthcheck"):
        assert service[alike] == whole[alike]
    given = {**whole["environment"], "RASID_NATS_URL": "nats://nats:4222"}
    assert service["environment"] == given
    assert service["depends_on"] == {**whole["depends_on"], "nats": {"condition": "service_healthy"}}
    assert [mount.split(":")[0] for mount in service["tmpfs"]] == ["/tmp", given["RASID_HOME"]]
    assert "volumes" not in service


def test_compose_hands_nats_to_the_roles_alone() -> None:
    assert {name for name, one in services().items() if "RASID_NATS_URL" in one.get("environment", {})} == set(ROLES)


def test_compose_publishes_no_port_twice_and_none_of_a_service_to_have_more_of() -> None:
    published = {name: one["ports"] for name, one in services().items() if "ports" in one}
    assert set(published) == {"rasid", "ingest", "chat"}
    hosts = [port.rsplit(":", 1)[0] for ports in published.values() for port in ports]
    assert len(hosts) == len(set(hosts))
    assert {port.rsplit(":", 1)[1] for ports in published.values() for port in ports} == {"8080"}


def test_the_command_of_the_run_book_names_services_that_may_be_scaled() -> None:
    (command,) = re.findall(r"^docker compose --profile scale up .*$", BOOK, re.MULTILINE)
    assert f" {command.split(' up ')[1]}\n" in COMPOSE
    counts = dict(re.findall(r"--scale (\w+)=(\d+)", command))
    assert counts["rasid"] == "0"
    published = {name for name, one in services().items() if "ports" in one}
    assert not {name for name, count in counts.items() if int(count) > 1} & published
    assert set(counts) <= set(services())


def test_the_ports_that_the_run_book_names_are_published() -> None:
    named = set(re.findall(r"`(127\.0\.0\.1:808[12])`", BOOK.split("## Several machines")[1]))
    assert named == {scaled()[role]["ports"][0].rsplit(":", 1)[0] for role in ("chat", "ingest")}


def test_compose_keeps_what_nats_accepted_and_asks_whether_it_works() -> None:
    nats = scaled()["nats"]
    shell, option, script = nats["command"]
    assert (shell, option) == ("sh", "-c")
    assert "sync_interval: always" in script
    (folder,) = re.findall(r"store_dir: ([^,\s]+)", script)
    assert folder in [mount.split(":")[1] for mount in nats["volumes"]]
    (monitor,) = re.findall(r"http: (\S+)", script)
    assert nats["healthcheck"]["test"][-1].startswith(f"http://{monitor}/healthz")
    assert nats["read_only"]
    assert nats["cap_drop"] == ["ALL"]


def test_a_nats_server_understands_what_compose_writes_for_it(tmp_path: Path) -> None:
    server = nats_server()
    if server is None:
        pytest.skip("no nats-server on this machine")
    written = scaled()["nats"]["command"][-1].replace("/tmp/", f"{tmp_path}/")
    asked = written.replace("exec nats-server", f"exec {server} -t")
    done = subprocess.run(["sh", "-c", asked], capture_output=True, text=True, check=False)
    assert asked != written
    assert done.returncode == 0, done.stderr
