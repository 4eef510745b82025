"""Which edition a file is, and what its list is called."""

from __future__ import annotations

from datetime import date

import pytest

from watchlists.imports.editions import edition, own_slug, own_title
from watchlists.imports.reading import Format


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<CONSOLIDATED_LIST dateGenerated='2025-04-19T23:00:04.625Z'>", date(2025, 4, 19)),
        ('<export xmlns="x" generationDate="2024-12-01T10:00:00" globalFileId="1">', date(2024, 12, 1)),
        ("<sdnList><publshInformation><Publish_Date>03/31/2025</Publish_Date>", date(2025, 3, 31)),
        ('<DateOfIssue a="1"><Year>2025</Year><Month>4</Month>\n<Day>7</Day></DateOfIssue>', date(2025, 4, 7)),
        ("<CONSOLIDATED_LIST dateGenerated='2025-14-19T23:00:04.625Z'>", None),
        ("key,name\nA,B\n", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_day_is_read_from_the_beginning(head: str, expected: date | None) -> None:
    assert edition(head.encode()) == expected
    assert edition(head.encode("utf-16")) == expected


@pytest.mark.parametrize(
    ("name", "file", "slug"),
    [
        ("un", "consolidated.xml", "un"),
        ("ofac-advanced", "SDN_ADVANCED.XML", "ofac"),
        ("csv", "Gangs 2025-04-19.csv", "gangs"),
        ("csv", "gangs_20250419.csv", "gangs"),
        ("ftm", "entities.ftm.json", "entities"),
        ("csv", "عصابات.csv", "عصابات"),
        ("csv", "2025-04-19.csv", "csv"),
    ],
)
def test_a_list_is_called_after_its_authority_or_its_file(name: str, file: str, slug: str) -> None:
    made = Format(name, "a title", lambda head, file: True, lambda stream, told: iter(()))
    assert own_slug(made, file) == slug
    assert "en" in own_title(made, slug)
