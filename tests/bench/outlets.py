"""Made-up outlets with their feeds, as bytes: RSS 2.0, RSS 1.0 and Atom, in the encodings that Arabic feeds come in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random
from xml.sax.saxutils import escape

NOW = datetime(2026, 3, 5, 8, tzinfo=UTC)
_WORDS = """
    قالت مصادر محلية إن قوات الأمن اعتقلت مشتبها به في حي قريب من السوق بعد هجوم على نقطة تفتيش فجر اليوم وأضافت
    الوزارة في بيان أن التحقيق مستمر ولم تعلن أي جهة مسؤوليتها عن الحادث الذي أسفر عن إصابة ثلاثة أشخاص نقلوا إلى
    المستشفى وذكر شهود أن دوي انفجار سمع في المدينة قبل وصول فرق الإسعاف إلى المكان وفي شأن آخر بحث الوفدان سبل
    التعاون بين البلدين واتفقا على لقاء جديد الشهر المقبل وارتفعت أسعار القمح في الأسواق مع تراجع المحصول هذا العام
    وافتتح المعرض السنوي بمشاركة واسعة من دور النشر وتوقعت الأرصاد أمطارا على المرتفعات والسواحل حتى نهاية الأسبوع
""".split()
# What a poll finds: of ten unchanged feeds some say so (304), some send the same bytes, some only a new build date.
SAYS_SO, SAME, REBUILT = "says so", "same", "rebuilt"


@dataclass(frozen=True, slots=True)
class Outlet:
    """One feed. `changed` says that it has news in the second cycle, `habit` what it sends when it has none."""

    number: int
    kind: str
    encoding: str
    label: str
    items: int
    rich: bool
    packed: bool
    changed: bool
    habit: str

    def body(self, cycle: int) -> bytes:
        """The feed in the first (0) or second (1) cycle."""
        rebuilt = cycle and (self.changed or self.habit == REBUILT)
        news = 2 if cycle and self.changed else 0
        built = NOW + timedelta(minutes=10 * bool(rebuilt))
        items = "".join(self._item(index) for index in range(-news, self.items - news))
        return _whole(self, items, built).encode(self.encoding, "xmlcharrefreplace")

    def _item(self, index: int) -> str:
        random = Random(f"{self.number} {index}")
        when = NOW - timedelta(minutes=47 * index + random.randrange(40))
        link = f"https://outlet{self.number}.example/news/{2000 - index}?utm_source=rss"
        return _ITEMS[self.kind](self, random, link, when)


def outlets(number: int, seed: int = 1) -> Iterator[Outlet]:
    """So many, always the same ones."""
    random = Random(seed)
    for index in range(number):
        encoding, label = random.choices(
            [("utf-8", "utf-8"), ("cp1256", "windows-1256"), ("cp1256", "utf-8"), ("utf-16", "utf-16")], [82, 9, 5, 4]
        )[0]
        yield Outlet(
            index,
            random.choices(["rss", "atom", "rdf"], [70, 25, 5])[0],
            encoding,
            label,
            random.randint(20, 50),
            random.random() < 0.4,
            random.random() < 0.6,
            random.random() < 0.1,
            random.choices([SAYS_SO, SAME, REBUILT], [5, 3, 2])[0],
        )


def _text(random: Random, least: int, most: int) -> str:
    return " ".join(random.choices(_WORDS, k=random.randint(least, most)))


def _teaser(outlet: Outlet, random: Random) -> str:
    """Plain words, or HTML with a picture and links."""
    if not outlet.rich:
        return _text(random, 20, 60) + "."
    picture = f'<img src="https://outlet{outlet.number}.example/p.jpg" alt="">'
    paragraphs = (f"<p>{_text(random, 15, 40)} <a href='/x'>{_text(random, 1, 3)}</a>.</p>" for _ in range(3))
    return picture + "".join(paragraphs)


def _rss_item(outlet: Outlet, random: Random, link: str, when: datetime) -> str:
    head = f"<title>{escape(_text(random, 6, 12))}</title><link>{escape(link)}</link>"
    about = f"<description><![CDATA[{_teaser(outlet, random)}]]></description><category>أخبار</category>"
    return f"<item>{head}{about}<guid>{escape(link)}</guid><pubDate>{format_datetime(when)}</pubDate></item>"


def _rdf_item(outlet: Outlet, random: Random, link: str, when: datetime) -> str:
    head = f"<title>{escape(_text(random, 6, 12))}</title><link>{escape(link)}</link>"
    about = f"<description>{escape(_teaser(outlet, random))}</description><dc:date>{when.isoformat()}</dc:date>"
    return f'<item rdf:about="{escape(link)}">{head}{about}</item>'


def _atom_item(outlet: Outlet, random: Random, link: str, when: datetime) -> str:
    head = f'<title>{escape(_text(random, 6, 12))}</title><link href="{escape(link)}"/><id>{escape(link)}</id>'
    dates = f"<published>{when.isoformat()}</published><updated>{when.isoformat()}</updated>"
    return f'<entry>{head}{dates}<summary type="html">{escape(_teaser(outlet, random))}</summary></entry>'


_ITEMS = {"rss": _rss_item, "rdf": _rdf_item, "atom": _atom_item}
_RDF = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def _whole(outlet: Outlet, items: str, built: datetime) -> str:
    head = f'<?xml version="1.0" encoding="{outlet.label}"?>\n'
    title = f"<title>وكالة المثال {outlet.number}</title>"
    if outlet.kind == "atom":
        about = f"{title}<id>urn:{outlet.number}</id><updated>{built.isoformat()}</updated>"
        return f'{head}<feed xmlns="http://www.w3.org/2005/Atom">{about}{items}</feed>'
    about = f"{title}<link>https://outlet{outlet.number}.example/</link><description>أخبار</description>"
    if outlet.kind == "rdf":
        return (
            f"{head}<rdf:RDF {_RDF}><channel>{about}<dc:date>{built.isoformat()}</dc:date></channel>{items}</rdf:RDF>"
        )
    date = f"<lastBuildDate>{format_datetime(built)}</lastBuildDate>"
    return f'{head}<rss version="2.0"><channel>{about}{date}{items}</channel></rss>'
