"""What the manifests for Kubernetes hand to programs: settings and secrets to Rasid, a configuration to NATS, patches
to kubectl."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from bot.config import Settings
from bot.core.processes import ROLES
from tests.manifests import (
    FOLDER,
    PAGE,
    Manifest,
    chosen,
    every,
    kustomization,
    nats_server,
    parsed,
    patched,
    read,
    selector,
    validate,
)

ALL = read()
TEXTS = sorted(FOLDER.rglob("*.yaml"))
SECRETS = "/etc/rasid/secrets"
WATCHLISTS = FOLDER / "watchlists"
NAME = re.compile(r"\bRASID_[A-Z_]*[A-Z]\b")
# What a token of a platform or a login in an address looks like.
TOKEN = re.compile(r"xox[a-z]-\w{6}|xapp-\w|\d{6,}:[\w-]{20}|://[^\s/:@]+:[^\s/@]+@")


def named(kind: str, name: str) -> Manifest:
    (found,) = (one for one in ALL if (one.kind, one.name) == (kind, name))
    return found


def given() -> dict[str, str]:
    """What the pods find in their environment."""
    found: dict[str, str] = named("ConfigMap", "rasid-settings").data["data"]
    return found


def secrets() -> dict[str, str]:
    """The keys of the Secret that the page has made, with values that are made up where the page draws them."""
    lines = re.findall(r"^(?:printf %s '(.*?)'|openssl .*?) +> secrets/(\S+)", PAGE.read_text("utf-8"), re.MULTILINE)
    return {key: value or "drawn" for value, key in lines}


def nats() -> str:
    text: str = named("ConfigMap", "nats").data["data"]["nats.conf"]
    return text


def test_no_secret_is_in_the_repository() -> None:
    assert not [one for one in ALL if one.kind == "Secret"]
    assert not [text.name for text in TEXTS if TOKEN.search(text.read_text("utf-8"))]
    assert not [name for name in given() if re.search(r"(TOKEN|SECRET|KEY|DATABASE_URL)$", name)]


def test_only_settings_that_exist_are_named_also_in_remarks() -> None:
    found = {name for text in (*TEXTS, PAGE) for name in NAME.findall(text.read_text("utf-8"))}
    known = {f"RASID_{field.upper()}" for field in Settings.model_fields}
    assert found
    assert found <= known | {f"{one}_FILE" for one in known}


def test_rasid_reads_the_settings_and_the_secrets_that_the_page_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in secrets().items():
        (tmp_path / key).write_text(value, encoding="utf-8")
    for name, value in given().items():
        monkeypatch.setenv(name, value.replace(SECRETS, str(tmp_path)))
    settings = Settings.load()
    assert settings.url.startswith("postgresql+psycopg://")
    assert settings.telegram_token
    assert named("Deployment", "rasid-chat").opened == {"http": settings.http_port}


def test_every_secret_that_the_page_makes_is_used_and_is_mounted_where_the_settings_say() -> None:
    files = {name: Path(value) for name, value in given().items() if name.endswith("_FILE")}
    assert {file.name for file in files.values()} == set(secrets())
    for one in (one for one in ALL if one.kind in ("Deployment", "Job")):
        (volume,) = (volume["name"] for volume in one.pod["volumes"] if "secret" in volume)
        (where,) = (mount["mountPath"] for mount in one.container["volumeMounts"] if mount["name"] == volume)
        assert {str(file.parent) for file in files.values()} == {where} == {SECRETS}


def test_rasid_finds_nats_at_its_service() -> None:
    address = urlsplit(given()["RASID_NATS_URL"])
    service = named("Service", str(address.hostname))
    assert address.port in [port["port"] for port in service.spec["ports"]]


def test_a_nats_server_understands_its_configuration(tmp_path: Path) -> None:
    server = nats_server()
    if server is None:
        pytest.skip("no nats-server on this machine")
    file = tmp_path / "nats.conf"
    file.write_text(nats(), encoding="utf-8")
    asked = [server, "-t", "--config", str(file)]
    done = subprocess.run(asked, env={"POD_NAME": "nats-0"}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_nats_keeps_what_it_accepted_and_its_servers_know_one_another() -> None:
    servers, text = named("StatefulSet", "nats"), nats()
    own = named("Service", servers.spec["serviceName"])
    assert own.spec["clusterIP"] == "None"
    assert own.spec["publishNotReadyAddresses"]
    routes = [f"nats://nats-{number}.{own.name}:6222" for number in range(servers.spec["replicas"])]
    assert re.findall(r"nats://\S+", text) == routes
    assert sorted(map(int, re.findall(r"port: (\d+)", text))) == sorted(servers.opened.values())
    assert re.search(r"^ *sync_interval: always$", text, re.MULTILINE)
    mounts = {one["name"]: one["mountPath"] for one in servers.container["volumeMounts"]}
    (disk,) = (one["metadata"]["name"] for one in servers.spec["volumeClaimTemplates"])
    assert re.findall(r"store_dir: (\S+)", text) == [mounts[disk]]
    assert f"{mounts['config']}/nats.conf" == servers.container["command"][-1]


def test_the_policy_of_nats_lets_in_rasid_and_its_own() -> None:
    policy = named("NetworkPolicy", "nats")
    (servers,) = chosen(ALL, selector(policy))
    assert set(every(policy.spec, "port")) == set(servers.opened)
    peers = [chosen(ALL, one["matchLabels"]) for one in every(policy.spec["ingress"], "podSelector")]
    assert [{one.name for one in peer} for peer in peers] == [
        {*(f"rasid-{role}" for role in ROLES), "rasid-migrate"},
        {"nats"},
    ]


def additions() -> list[dict[str, Any]]:
    (patch,) = kustomization(WATCHLISTS)["patches"]
    assert patch["target"] == {"kind": "Deployment", "labelSelector": "app.kubernetes.io/name=rasid"}
    operations: list[dict[str, Any]] = yaml.safe_load(patch["patch"])
    return operations


@pytest.mark.parametrize("role", ROLES)
def test_watchlists_of_ones_own_are_read_where_they_are_mounted(role: str) -> None:
    one = Manifest("patched", patched(named("Deployment", f"rasid-{role}"), additions()))
    validate(one.data)
    (lists,) = (volume for volume in one.pod["volumes"] if "configMap" in volume)
    (where,) = (mount["mountPath"] for mount in one.container["volumeMounts"] if mount["name"] == lists["name"])
    assert one.container["env"] == [{"name": "RASID_WATCHLISTS", "value": f"shipped:{where}"}]
    assert f"create configmap {lists['configMap']['name']} " in PAGE.read_text("utf-8")


def test_kubectl_builds_them_as_the_page_says(tmp_path: Path) -> None:
    kubectl = shutil.which("kubectl")
    if kubectl is None:
        pytest.skip("no kubectl on this machine")
    shutil.copytree(FOLDER, tmp_path / "rasid/docs/operations/kubernetes")
    text = PAGE.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    text += "components: [rasid/docs/operations/kubernetes/watchlists]\n"
    (tmp_path / "kustomization.yaml").write_text(text, encoding="utf-8")
    done = subprocess.run([kubectl, "kustomize", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    built = [Manifest("built", one) for one in parsed(done.stdout)]
    for one in built:
        validate(one.data)
    assert {(one.kind, one.name) for one in built} == {(one.kind, one.name) for one in ALL}
    ours = [one for one in built if one.kind in ("Deployment", "Job")]
    assert {one.container["image"] for one in ours} == {"registry.example/rasid:1"}
    (settings,) = (one.data["data"] for one in built if one.name == "rasid-settings")
    assert given().items() < {**settings, "RASID_TIMEZONE": given()["RASID_TIMEZONE"]}.items()
