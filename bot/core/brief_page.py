"""A brief as one HTML page: whole in itself, on paper and on a screen, light or dark, from either side.

Everything that is told was written by others, so everything is escaped; the page loads and runs nothing.
"""

from collections.abc import Iterable
from html import escape

from bot.core.bidi import strip_controls
from bot.core.brief_style import STYLE
from bot.core.layout import clean_text, linkable
from bot.core.render.brief import Brief, BriefStory, Line, Report, Section
from bot.core.svg_chart import svg

_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body><main>
{body}
</main></body>
</html>
"""


def page(brief: Brief) -> str:
    """The page as text; in UTF-8 it is the file."""
    direction = "rtl" if brief.language == "ar" else "ltr"
    sides = f'<div class="sides">{_stories(brief)}\n{_sections(brief.sections)}</div>'
    body = "\n".join((_head(brief), _chart(brief), sides, _foot(brief)))
    title = escape(strip_controls(f"{brief.title} — {brief.kicker}"))
    return _PAGE.format(language=brief.language, direction=direction, title=title, style=STYLE, body=body)


def _head(brief: Brief) -> str:
    head = _in("p", brief.kicker, "kicker") + _in("h1", brief.title) + _in("p", brief.date, "date")
    who = "".join(_in("dt", label) + _in("dd", words) for label, words in brief.who if words)
    paces = (_in("span", span) + _in("strong", number) + _in("small", usual) for span, number, usual in brief.paces)
    cells = "".join(f"<div>{cell}</div>" for cell in paces)
    return f'<header>{head}</header>\n<dl class="who">{who}</dl>\n<div class="paces">{cells}</div>'


def _chart(brief: Brief) -> str:
    legend = brief.chart.legend
    signs = [("bar", legend.mentions), ("usual", legend.usual), ("range", legend.range), *legend.severities]
    listed = "".join(f'<li class="{sign}">{_text(words)}</li>' for sign, words in signs if words)
    empty = f'<p class="empty">{_text(brief.chart.empty)}</p>' if brief.chart.empty else ""
    figure = f'<figure>{svg(brief.chart)}{empty}<ul class="legend">{listed}</ul></figure>'
    return f"<section><h2>{_text(brief.chart_title)}</h2>{figure}</section>"


def _stories(brief: Brief) -> str:
    told = "\n".join(map(_story, brief.stories)) or f'<p class="empty">{_text(brief.no_stories)}</p>'
    return f"<section><h2>{_text(brief.stories_title)}</h2>\n{told}</section>"


def _story(one: BriefStory) -> str:
    notes = "".join(f"<p>{_text(line)}</p>" for line in one.notes)
    reports = "".join(f"<li>{_report(report)}</li>" for report in one.reports)
    told = "".join(_text(f"{one.between}{words}") for words in (one.label, one.when))
    return (
        f'<article class="{one.severity}"><h3>{_text(one.headline)}</h3>'
        f'<p class="meta"><b>{_text(one.grade)}</b>{told}</p>{notes}'
        f"<ul>{reports}</ul></article>"
    )


def _report(one: Report) -> str:
    title = _text(one.title)
    if linkable(one.url):
        title = f'<a href="{escape(one.url)}" rel="noopener noreferrer nofollow">{title}</a>'
    return f"<cite>{_text(one.outlet)}</cite> {title}"


def _sections(sections: Iterable[Section]) -> str:
    return f"<aside>{''.join(map(_section, sections))}</aside>"


def _section(one: Section) -> str:
    top = max((line.number for line in one.lines), default=0)
    lines = "".join(_line(line, top) for line in one.lines)
    kind = "counted" if top else "said"
    return f'<section><h2>{_text(one.title)}</h2><ul class="{kind}">{lines}</ul></section>'


def _line(one: Line, top: int) -> str:
    if not top:
        return _in("li", one.words)
    part = round(100 * one.number / top)
    return f'<li>{_in("span", one.words)}{_in("b", one.shown)}<i style="inline-size:{part}%"></i></li>'


def _foot(brief: Brief) -> str:
    return f"<footer>{_text(brief.foot)}</footer>"


def _in(tag: str, words: str, kind: str = "") -> str:
    """Words in an element, of a class of our own."""
    return f"<{tag}{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{_text(words)}</{tag}>"


def _text(words: str) -> str:
    return escape(clean_text(words))
