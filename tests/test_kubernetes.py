"""The manifests for Kubernetes are right by its schemas, and in what no schema knows: who means whom, what is named."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.cli.main import app
from bot.cli.run import roles_of
from bot.core.processes import ROLES
from tests.manifests import (
    FOLDER,
    PAGE,
    WORKLOADS,
    Manifest,
    chosen,
    every,
    kustomization,
    read,
    selector,
    validate,
)

ROOT = FOLDER.parents[2]
ALL = read()
RUNNING = [one for one in ALL if one.kind in WORKLOADS]
OURS = [one for one in RUNNING if one.container["image"].startswith("rasid")]


def kinds(kind: str) -> dict[str, Manifest]:
    return {one.name: one for one in ALL if one.kind == kind}


@pytest.mark.parametrize("manifest", ALL, ids=str)
def test_each_manifest_is_as_kubernetes_wants_it(manifest: Manifest) -> None:
    validate(manifest.data)


def test_no_two_manifests_are_of_one_name() -> None:
    assert len({(one.kind, one.name) for one in ALL}) == len(ALL)


def test_all_stand_in_one_namespace() -> None:
    (namespace,) = kinds("Namespace")
    assert {one.data["metadata"].get("namespace", namespace) for one in ALL} == {namespace}
    assert all("namespace" in one.data["metadata"] for one in ALL if one.kind != "Namespace")
    assert kustomization()["namespace"] == namespace


def test_the_kustomization_lists_every_file_and_the_page_says_what_is_in_it() -> None:
    listed = kustomization()["resources"]
    assert sorted(listed) == sorted({one.file for one in ALL})
    assert set(re.findall(r"^\| `([a-z]+\.yaml)`", PAGE.read_text("utf-8"), re.MULTILINE)) == set(listed)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_pods_that_stand_in_for_one_another(role: str) -> None:
    deployment, budget = (kinds(kind)[f"rasid-{role}"] for kind in ("Deployment", "PodDisruptionBudget"))
    assert deployment.file == budget.file == f"{role}.yaml"
    assert deployment.container["command"] == ["rasid", "run", "--role", role]
    assert deployment.spec["replicas"] > 1
    assert deployment.spec["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    assert chosen(ALL, selector(budget)) == [deployment]
    assert budget.spec["maxUnavailable"] == 1


def test_there_are_no_other_roles() -> None:
    assert set(kinds("Deployment")) == {f"rasid-{role}" for role in ROLES}


def test_roles_differ_in_nothing_but_their_work_and_their_size() -> None:
    def common(manifest: Manifest) -> Any:
        role = manifest.labels["app.kubernetes.io/component"]
        data = yaml.safe_load(re.sub(rf"\b{role}\b", "ROLE", yaml.safe_dump(manifest.data)))
        del data["spec"]["replicas"]
        container = data["spec"]["template"]["spec"]["containers"][0]
        del container["resources"]
        container.pop("lifecycle", None)
        return data

    first, *others = map(common, kinds("Deployment").values())
    assert all(one == first for one in others)


@pytest.mark.parametrize("manifest", OURS, ids=str)
def test_the_commands_are_those_of_the_program(manifest: Manifest) -> None:
    program, name, *options = manifest.container["command"]
    assert program == "rasid"
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    given = command.make_context(name, options).params
    assert name == "migrate" or list(roles_of(given["role"])) == [manifest.name.removeprefix("rasid-")]


@pytest.mark.parametrize("manifest", kinds("Deployment").values(), ids=str)
def test_rasid_is_asked_whether_it_lives_and_whether_it_works(manifest: Manifest) -> None:
    asked = {name: manifest.container[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")}
    assert {name: one["path"] for name, one in asked.items()} == {
        "startup": "/healthz",
        "liveness": "/healthz",
        "readiness": "/readyz",
    }


@pytest.mark.parametrize("manifest", RUNNING, ids=str)
def test_probes_ask_ports_that_are_open(manifest: Manifest) -> None:
    asked = {one["port"] for one in every(manifest.container, "httpGet")}
    assert asked <= set(manifest.opened)
    assert bool(asked) == (manifest.kind != "Job")


@pytest.mark.parametrize("manifest", [one for one in ALL if one.kind in ("Deployment", "StatefulSet")], ids=str)
def test_a_workload_means_its_own_pods_and_they_are_spread(manifest: Manifest) -> None:
    assert chosen(ALL, selector(manifest)) == [manifest]
    (spread,) = manifest.pod["topologySpreadConstraints"]
    assert spread["labelSelector"]["matchLabels"] == selector(manifest)


@pytest.mark.parametrize("manifest", kinds("PodDisruptionBudget").values(), ids=str)
def test_a_budget_leaves_a_pod_and_lets_one_go(manifest: Manifest) -> None:
    (workload,) = chosen(ALL, selector(manifest))
    assert 0 < manifest.spec["maxUnavailable"] < workload.spec["replicas"]


@pytest.mark.parametrize("manifest", kinds("Service").values(), ids=str)
def test_a_service_leads_to_pods_that_open_its_ports(manifest: Manifest) -> None:
    (workload,) = chosen(ALL, selector(manifest))
    assert {port["targetPort"] for port in manifest.spec["ports"]} <= set(workload.opened)


def test_an_open_page_of_the_console_stays_with_one_pod() -> None:
    assert kinds("Service")["rasid-chat"].spec["sessionAffinity"] == "ClientIP"


@pytest.mark.parametrize("manifest", RUNNING, ids=str)
def test_what_is_named_exists(manifest: Manifest) -> None:
    page = PAGE.read_text("utf-8")
    pod, claims = manifest.pod, manifest.spec.get("volumeClaimTemplates", [])
    maps = {one["name"] for key in ("configMap", "configMapRef", "configMapKeyRef") for one in every(pod, key)}
    assert maps <= set(kinds("ConfigMap"))
    for secret in every(pod, "secretName"):
        assert f"create secret generic {secret} " in page
    volumes = [one["name"] for one in pod["volumes"]] + [one["metadata"]["name"] for one in claims]
    assert sorted(volumes) == sorted(mount["name"] for mount in manifest.container["volumeMounts"])
    assert manifest.spec.get("serviceName", "nats-cluster") in kinds("Service")
    assert not list(every(pod, "claimName"))


def test_the_images_are_the_same_everywhere() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    (named,) = kustomization()["images"]
    assert {one.container["image"] for one in OURS} == {
        services["rasid"]["image"],
        f"{named['newName']}:{named['newTag']}",
    }
    assert len(OURS) == len(ROLES) + 1
    assert {one.container["image"] for one in RUNNING} - {one.container["image"] for one in OURS} == {
        services["nats"]["image"]
    }


@pytest.mark.parametrize("manifest", RUNNING, ids=str)
def test_pods_may_do_no_more_than_they_need(manifest: Manifest) -> None:
    pod, may = manifest.pod["securityContext"], manifest.container["securityContext"]
    assert pod["runAsNonRoot"]
    assert pod["seccompProfile"] == {"type": "RuntimeDefault"}
    assert may == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert manifest.pod["automountServiceAccountToken"] is False
    assert manifest.pod["enableServiceLinks"] is False
    assert {"requests", "limits"} == set(manifest.container["resources"])


@pytest.mark.parametrize("manifest", OURS, ids=str)
def test_rasid_is_the_user_of_its_image_and_may_write_where_it_has_to(manifest: Manifest) -> None:
    users = re.search(r"--gid (\d+) rasid \\\n.*--uid (\d+) ", (ROOT / "Dockerfile").read_text("utf-8"))
    assert users is not None
    pod = manifest.pod["securityContext"]
    assert (str(pod["runAsGroup"]), str(pod["runAsUser"]), str(pod["fsGroup"])) == (*users.groups(), users[1])
    empty = {one["name"] for one in manifest.pod["volumes"] if "emptyDir" in one}
    mounts = manifest.container["volumeMounts"]
    assert {one["mountPath"] for one in mounts if one["name"] in empty} == {"/tmp", "/var/lib/rasid"}
    assert manifest.pod["terminationGracePeriodSeconds"] == 30
