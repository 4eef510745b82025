"""What is exported as FollowTheMoney is read back by the importer under the same names."""

from __future__ import annotations

import io

from watchlists import load, shipped
from watchlists.exports.bundle import as_ftm
from watchlists.exports.entries import Catalogue
from watchlists.imports.ftm import read
from watchlists.model import Entity


def names(entity: Entity) -> set[str]:
    return {one.text for one in entity.spellings}


def test_the_shipped_lists_come_back() -> None:
    lists = load((shipped(),))
    catalogue = Catalogue(lists, {}, {})
    whole = "".join(as_ftm(catalogue, [one.slug for one in lists.lists]))
    back = list(read(io.BytesIO(whole.encode())))
    written = {(frozenset(names(one)), one.kind) for one in lists.entities.values()}
    assert {(frozenset(name.text for name in one.names), one.kind) for one in back} == written
    assert len(back) == len(lists.entities)
