"""How often an entity is named, against the usual, in one line."""

from bot.core.language import Texts
from bot.core.trends import Trend

# A usual below this is next to nothing, and no factor is told of it. As in the status.
_ALMOST_NONE = 0.5


def mentions_line(trend: Trend, texts: Texts) -> str:
    """«14 mentions in 2 hours, usually 1.3 (×10.8)»."""
    mentions = texts.count("{n} mention", "{n} mentions", trend.count.mentions)
    span, usual = texts.span(trend.span), trend.baseline.usual
    if usual < _ALMOST_NONE:
        return texts.say("{mentions} in {span}, usually almost none", mentions=mentions, span=span)
    told = {"mentions": mentions, "span": span, "usual": round(usual, 1), "factor": trend.factor}
    return texts.say("{mentions} in {span}, usually {usual} (×{factor})", **told)
