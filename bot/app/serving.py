"""What the HTTP server of a bot is made of: the API, the metrics, the platforms' hooks, the console."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import __version__
from bot.app.probing import MILD
from bot.config import Settings
from bot.core.model import Incoming, Taken
from bot.metrics import Metrics
from bot.parts import Parts
from bot.ports import Hook
from handlers.web import About, Probe, WebChat, WebConsole, WebServer
from handlers.web.api import Api
from handlers.web.metrics import MetricsPage


@dataclass(frozen=True, slots=True)
class Serving:
    """Makes the server. `take` stores articles, `troubles` is what is wrong now, of what the `probes` look at."""

    settings: Settings
    parts: Parts
    metrics: Metrics
    take: Callable[[Sequence[Incoming], datetime], Sequence[Taken]]
    probes: Mapping[str, Probe]
    troubles: Callable[[], Mapping[str, str]]

    def server(self, hooks: Sequence[Hook], web: WebChat | None, started: datetime, *, watched: bool) -> WebServer:
        """One that is not started; `web` is the console's chat, without which it has no console. `started` is when the
        bot was, and `watched` whether it watches a folder."""
        settings, store = self.settings, self.parts.store
        page = MetricsPage(store, self.parts.clock, self.probes, self.metrics.registry, mild=MILD)
        about = About(__version__, started, settings.keep_days, watched, settings.api_token is not None)
        console = None if web is None else self._console(web, about)
        given = (settings.http_host, settings.http_port, store, self._api(), self.probes, page, hooks, console)
        return WebServer(*given, mild=MILD)

    def _api(self) -> Api:
        settings, parts = self.settings, self.parts
        token = settings.api_token.get_secret_value() if settings.api_token else None
        largest, meter = settings.max_article_kb * 1024, self.metrics
        return Api(
            parts.store, parts.reader, self.take, parts.summarizer, parts.texts, parts.clock, token, largest, meter
        )

    def _console(self, web: WebChat, about: About) -> WebConsole:
        settings, parts = self.settings, self.parts
        return WebConsole(
            parts.store,
            parts.reader,
            parts.texts,
            web,
            parts.clock,
            settings.language,
            settings.timezone,
            token=settings.console_token.get_secret_value() if settings.console_token else None,
            outlets=parts.lists.outlets,
            troubles=self.troubles,
            content=parts.making.content,
            meter=self.metrics,
            about=about,
        )
