"""The manifests of docs/operations/kubernetes, read: what is in them, and which pods a selector means."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import yaml

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "operations" / "kubernetes"
PAGE = FOLDER.with_suffix(".md")
WORKLOADS = ("Deployment", "StatefulSet", "Job")

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Manifest:
    """One document of a file."""

    file: str
    data: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.data["kind"])

    @property
    def name(self) -> str:
        return str(self.data["metadata"]["name"])

    @property
    def spec(self) -> dict[str, Any]:
        spec: dict[str, Any] = self.data["spec"]
        return spec

    @property
    def pod(self) -> dict[str, Any]:
        """What a pod of this workload is made from."""
        spec: dict[str, Any] = self.spec["template"]["spec"]
        return spec

    @property
    def container(self) -> dict[str, Any]:
        """Its only container."""
        (one,) = self.pod["containers"]
        found: dict[str, Any] = one
        return found

    @property
    def labels(self) -> Labels:
        """Those of its pods."""
        found: Labels = self.spec["template"]["metadata"]["labels"]
        return found

    @property
    def opened(self) -> dict[str, int]:
        """The ports that its container opens, by name."""
        return {port["name"]: port["containerPort"] for port in self.container.get("ports", ())}

    def __str__(self) -> str:
        return f"{self.file}-{self.kind}-{self.name}"


def read(folder: Path = FOLDER) -> list[Manifest]:
    """Every document of every file, but for the kustomization."""
    files = sorted(file for file in folder.glob("*.yaml") if file.name != "kustomization.yaml")
    return [Manifest(file.name, one) for file in files for one in parsed(file.read_text("utf-8"))]


def validate(data: dict[str, Any]) -> None:
    """Raises where the newest Kubernetes that the validator knows would not take this, or know a part of it."""
    kubernetes_validate.validate(data, kubernetes_validate.latest_version(), strict=True)


def parsed(text: str) -> Iterator[dict[str, Any]]:
    """The documents of a YAML text."""
    yield from yaml.safe_load_all(text)


def kustomization(folder: Path = FOLDER) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((folder / "kustomization.yaml").read_text("utf-8"))
    return loaded


def chosen(manifests: list[Manifest], labels: Labels) -> list[Manifest]:
    """The workloads whose pods have these labels, at least."""
    workloads = [one for one in manifests if one.kind in WORKLOADS]
    return [one for one in workloads if labels and labels.items() <= one.labels.items()]


def selector(manifest: Manifest) -> Labels:
    """Whom a workload, a budget, a Service or a policy means."""
    spec = manifest.spec
    if manifest.kind == "Service":
        found: Labels = spec["selector"]
    else:
        found = spec["podSelector" if manifest.kind == "NetworkPolicy" else "selector"]["matchLabels"]
    return found


def every(value: Any, key: str) -> Iterator[Any]:
    """What stands under a key, however deep."""
    if isinstance(value, dict):
        if key in value:
            yield value[key]
        for one in value.values():
            yield from every(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from every(one, key)


def nats_server() -> str | None:
    """The program that comes with the libraries for development, or that of the machine."""
    return shutil.which("nats-server", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))


def patched(manifest: Manifest, operations: list[dict[str, Any]]) -> dict[str, Any]:
    """A manifest after the additions of a JSON patch. Raises where what is to be added to is not there."""
    data: dict[str, Any] = yaml.safe_load(yaml.safe_dump(manifest.data))
    for one in operations:
        assert one["op"] == "add"
        *way, last = one["path"].strip("/").split("/")
        place: Any = data
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place[step]
        if last == "-":
            place.append(one["value"])
        else:
            assert last not in place, f"{one['path']} would be lost"
            place[last] = one["value"]
    return data
