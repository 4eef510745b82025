"""Files that people of the fake Slack share, and the server that gives them out to who shows the app's token."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from tests.fakes.faults import Fault
from tests.fakes.journal import Journal
from tests.fakes.loopback import after_work, before_work
from tests.fakes.slack_faults import SlackError
from tests.fakes.slack_objects import TEAM, Json

LOGIN = "<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to your workspace</body></html>"


@dataclass(frozen=True)
class Shared:
    """A file that lies with Slack."""

    content: bytes
    about: Json


class SharedFiles:
    """What people shared. `asked` holds the path and the Authorization header of every request for a file; without
    `readable` the app lacks the scope files:read."""

    def __init__(self, origin: Callable[[], str]) -> None:
        self.readable = True
        self.asked: Journal[tuple[str, str]] = Journal()
        self._origin = origin
        self._files: dict[str, Shared] = {}
        self._numbers = itertools.count(1)

    def add(self, name: str, content: bytes, mimetype: str = "text/plain") -> Json:
        """A new file, as messages tell of it: https://docs.slack.dev/reference/objects/file-object ."""
        number = f"F0SHARED{next(self._numbers)}"
        path = f"{self._origin()}/files-pri/{TEAM}-{number}"
        about: Json = {"id": number, "name": name, "title": name, "mimetype": mimetype, "size": len(content)}
        about |= {"mode": "hosted", "is_external": False, "user": "U1001", "created": 1_700_000_000}
        about |= {"url_private": f"{path}/{name}", "url_private_download": f"{path}/download/{name}"}
        self._files[number] = Shared(content, about)
        return about

    def delete(self, number: str) -> None:
        del self._files[number]

    def info(self, given: Json) -> Json:
        """files.info. Raises SlackError."""
        if not self.readable:
            raise SlackError("missing_scope")
        if given.get("file") not in self._files:
            raise SlackError("file_not_found")
        return {"file": self._files[given["file"]].about}

    async def serve(self, request: web.Request, token: str, fault: Fault | None) -> web.Response:
        """A file for the right token; for any other a way to the login, and its page where the scope is missing."""
        shown = request.headers.get("Authorization", "")
        self.asked.record((request.path, shown))
        if answer := await before_work(request, fault):
            return answer
        if shown != f"Bearer {token}":
            return web.Response(status=302, headers={"Location": f"{self._origin()}/?redir={request.path}"})
        if not self.readable:
            return web.Response(text=LOGIN, content_type="text/html")
        number = request.match_info["file"].removeprefix(f"{TEAM}-")
        if number not in self._files:
            return web.Response(status=404, text="file_not_found")
        file = self._files[number]
        await after_work(request, fault)
        kind, name = file.about["mimetype"], file.about["name"]
        headers = {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'}
        if packing := file.about.get("encoding"):
            headers["Content-Encoding"] = packing
        return web.Response(body=file.content, headers=headers)
