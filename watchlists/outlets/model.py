"""Outlets as values, and which of them an article is from. Nothing here is changed after it was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, get_args

from watchlists.outlets.addresses import addresses, is_shared
from watchlists.outlets.titles import titles

OutletKind = Literal["agency", "state", "public", "private", "partisan", "militant", "ngo", "aggregator"]
KINDS: Final[tuple[OutletKind, ...]] = get_args(OutletKind)
"""agency: a news agency that no government directs · state: owned or directed by a government · public: paid for by
the public under a law or charter that keeps the government out of the newsroom · private: a company or a collective ·
partisan: of a party or movement, or bound to one · militant: an armed group's own · ngo: an organisation that records
or studies, no newsroom · aggregator: passes on what others wrote."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher. `country` is an ISO 3166 code, None where it has no country; `languages` are ISO 639 codes.

    `tier` is 1 to 4, an editorial choice that `docs/sources.md` explains. `group` is the key of the watched entity
    whose own medium it is. `domains` are hosts, each with all that ends in it, or a host and a path (`t.me/name`).
    """

    key: str
    name: Mapping[str, str]
    kind: OutletKind
    tier: int
    country: str | None = None
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    group: str | None = None
    languages: tuple[str, ...] = ()
    note: str | None = None
    source: str | None = None

    @property
    def is_own(self) -> bool:
        """Whether it speaks for an armed group: its reports of what that group did are claims."""
        return self.kind == "militant" or self.group is not None

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its names in every language and its aliases, each once."""
        return tuple(dict.fromkeys((*self.name.values(), *self.aliases)))


@dataclass(frozen=True)
class Outlets:
    """All outlets that are known, by address and by name."""

    listed: tuple[Outlet, ...] = ()

    def of(self, source: str, url: str | None = None) -> Outlet | None:
        """The outlet of an article: by its address, else by the name of its source; None where neither is known.

        What lies with an aggregator is rather that of the named one. On a host where everybody chooses a name (a
        messenger, a video site) a name alone tells nothing good: there only armed groups' own media are known by it.
        """
        places = list(addresses(url)) if url else []
        known = next((self._by_address[one] for one in places if one in self._by_address), None)
        if known and known.kind != "aggregator":
            return known
        named = next((self._by_title[one] for one in titles(source) if one in self._by_title), None)
        if named is None or (any(map(is_shared, places)) and not named.is_own):
            return known
        return named

    @cached_property
    def by_key(self) -> Mapping[str, Outlet]:
        """Every outlet by its key as written."""
        return {one.key: one for one in self.listed}

    @cached_property
    def _by_address(self) -> Mapping[str, Outlet]:
        return {next(addresses(domain), domain): one for one in self.listed for domain in one.domains}

    @cached_property
    def _by_title(self) -> Mapping[str, Outlet]:
        return {next(titles(name), name): one for one in self.listed for name in one.spellings}


NO_OUTLETS: Final = Outlets()
"""Where nobody is known."""
