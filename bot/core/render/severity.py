"""What the severity of an alert is made of: «الخطورة 83: تفجير انتحاري 80، 5 مصادر +3»."""

from bot.core.language import Texts
from bot.core.message import Block, block
from bot.core.render.words import entry_name, people, severity_name, status_name
from bot.core.score import Of, Part, Score
from bot.core.scoring import rank
from bot.core.severity import story_score
from bot.core.views import WhyView
from watchlists.model import Watchlists


def severity_lines(view: WhyView, texts: Texts) -> list[Block]:
    """The points and their parts, as they were when the alert was raised; of alerts that did not keep them, as its
    reports give them."""
    kept = view.alert.known.get("severity")
    score = Score.from_dict(kept) if kept else story_score(view.story, view.watchlists, view.outlets)
    lines = [block(score_line(score, view.watchlists, texts), shape="item")]
    if rank(score.severity) < rank(view.alert.severity):
        severity = severity_name(view.alert.severity, texts)
        said = texts.say("An earlier report made it {severity}; a story never becomes less serious.", severity=severity)
        lines.append(block(said, shape="item"))
    return lines


def score_line(score: Score, watchlists: Watchlists, texts: Texts) -> str:
    """The sum and each part with its points."""
    parts = texts.say(", ").join(_part(one, watchlists, texts) for one in score.parts)
    return texts.say("Severity {points}: {parts}", points=score.points, parts=parts)


def _part(part: Part, watchlists: Watchlists, texts: Texts) -> str:
    points = str(part.points) if part.of in (Of.TYPE, Of.NO_EVENT) else f"{part.points:+}".replace("-", "−")
    return f"{_what(part, watchlists, texts)} {texts.ltr(points)}"


def _what(part: Part, watchlists: Watchlists, texts: Texts) -> str:
    number = round(part.number or 0)
    match part.of:
        case Of.TYPE:
            return entry_name(part.about, watchlists, texts)
        case Of.KILLED:
            return people("killed", number, texts)
        case Of.INJURED:
            return people("injured", number, texts)
        case Of.ARRESTED:
            return people("arrested", number, texts)
        case Of.STATUS:
            return status_name(part.about, texts)
        case Of.SOURCES:
            return texts.count("{n} independent source", "{n} independent sources", number)
        case Of.UNUSUAL:
            name = entry_name(part.about, watchlists, texts)
            return texts.say("{name} named ×{factor} the usual", name=name, factor=part.number)
    return _teller(part.of, texts)


def _teller(of: Of, texts: Texts) -> str:
    if of == Of.OWN_MEDIUM:
        return texts.say("only the group's own medium tells it")
    if of == Of.PARTISAN:
        return texts.say("only partisan outlets tell it")
    return texts.say("an outlet of the first tier tells it") if of == Of.TIER else texts.say("no event")
