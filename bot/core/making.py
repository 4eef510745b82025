"""What a file is made from when it is sent: plain data, so that it is made outside of any transaction, and once more
after a crash."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.core.chart import Chart

Form = Literal["csv", "json", "stix", "ftm"]


@dataclass(frozen=True, slots=True)
class Extract:
    """What of the store goes into an export: which articles, newest first, and of these keys (none: all). `about` says
    what was asked for, for people and programs."""

    form: Form
    keys: tuple[str, ...]
    articles: tuple[int, ...]
    about: Mapping[str, Any]


Recipe = Chart | Extract


def written(recipe: Recipe) -> bytes:
    """As the database keeps it."""
    if isinstance(recipe, Chart):
        return _json({"chart": recipe.as_dict()})
    return _json({"extract": asdict(recipe)})


def read(kept: bytes) -> Recipe:
    """What `written` wrote."""
    data = json.loads(kept)
    return Chart.from_dict(data["chart"]) if "chart" in data else _extract(data["extract"])


def _extract(data: Mapping[str, Any]) -> Extract:
    return Extract(data["form"], tuple(data["keys"]), tuple(data["articles"]), data["about"])


def _json(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
