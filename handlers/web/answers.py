"""What the API answers with."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web


def refused(status: int, message: str) -> web.Response:
    """What went wrong, as JSON."""
    return answered(status, {"error": message})


def answered(status: int, data: Mapping[str, Any]) -> web.Response:
    """JSON in which letters stand as they are."""
    return web.json_response(data, status=status, dumps=lambda one: json.dumps(one, ensure_ascii=False))
