"""Which kind of feed some bytes are."""

from __future__ import annotations

import pytest

from bot.sources.kinds import kind_of


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ('<?xml version="1.0"?><rss version="0.91"><channel>', "RSS 0.91"),
        ("<rss xmlns:dc='x' version='2.0'>", "RSS 2.0"),
        ("<rss><channel>", "RSS"),
        ('<feed xmlns="http://www.w3.org/2005/Atom">', "Atom 1.0"),
        ('<feed version="0.3" xmlns="http://purl.org/atom/ns#">', "Atom 0.3"),
        ('<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "RSS 1.0 (RDF)"),
        ('<rdf:RDF xmlns="http://my.netscape.com/rdf/simple/0.9/">', "RSS 0.90 (RDF)"),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "JSON Feed 1.1"),
        ('{"items": []}', "JSON Feed"),
        ("<channel>", "feed"),
    ],
)
def test_kind_of(start: str, kind: str) -> None:
    assert kind_of(start.encode()) == kind
