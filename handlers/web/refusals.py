"""Why a request to the console is not answered, and the page that says so in the reader's language."""

from collections.abc import Callable, Mapping
from enum import Enum

from aiohttp import web

from bot.core.language import Texts
from handlers.web.rendering import gate_page


class Refusal(Enum):
    """What is wrong with a request, and its status."""

    ELSEWHERE = "from another machine, without a token in the settings", 403
    FOREIGN = "not made by a page of ours", 403
    ANONYMOUS = "not logged in", 401
    COOKIELESS = "a form without the cookie that came with it", 403
    LENGTHLESS = "a form that does not say how long it is", 411
    LONG = "a form that is too long", 413
    NO_FORM = "no form at all", 400

    @property
    def status(self) -> int:
        """Of HTTP."""
        return self.value[1]


def refused(texts: Texts, why: Refusal) -> web.Response:
    """The page."""
    sentence, hint = words_for(why, texts)
    return gate_page("refused.html", texts, why.status, sentence=sentence, hint=hint)


def words_for(why: Refusal, texts: Texts) -> tuple[str, str]:
    """What is wrong, and what to do."""
    return _WORDS[why](texts)


def out_of_order(texts: Texts, problem: str) -> web.Response:
    """The page where the database does not answer; `problem` is English, and of ours."""
    response = gate_page("refused.html", texts, 503, sentence=texts.say("This does not work"), hint=problem)
    response.headers["Retry-After"] = "5"
    return response


_SETTING = "RASID_CONSOLE_TOKEN"
_WORDS: Mapping[Refusal, Callable[[Texts], tuple[str, str]]] = {
    Refusal.ELSEWHERE: lambda texts: (
        texts.say("The console is open to the bot's own machine alone, at {host}.", host="localhost"),
        texts.say("To open it from elsewhere or through a proxy with a login, set {setting}.", setting=_SETTING),
    ),
    Refusal.FOREIGN: lambda texts: (
        texts.say("This did not come from a page of the console."),
        texts.say("Load the page again and repeat it there."),
    ),
    Refusal.ANONYMOUS: lambda texts: (
        texts.say("You are not logged in, or no longer."),
        texts.say("Load the page again to log in."),
    ),
    Refusal.COOKIELESS: lambda texts: (
        texts.say("Your browser keeps no cookies for this address."),
        texts.say("Allow them, and load the page again."),
    ),
    Refusal.LENGTHLESS: lambda texts: (
        texts.say("This does not say how long it is."),
        texts.say("Load the page again and repeat it there."),
    ),
    Refusal.LONG: lambda texts: (texts.say("This is too long."), texts.say("Send a shorter text.")),
    Refusal.NO_FORM: lambda texts: (
        texts.say("This cannot be read."),
        texts.say("Load the page again and repeat it there."),
    ),
}
