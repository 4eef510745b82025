"""Who publishes: outlets with their country and kind, found by an article's address or its source's name. Pure.

`load` reads YAML into `Outlets`; `Outlets.of(source, url)` is the outlet of an article, None for one on no list.
"""

from watchlists.outlets.loader import load, shipped
from watchlists.outlets.model import KINDS, NO_OUTLETS, Outlet, OutletKind, Outlets

__all__ = ["KINDS", "NO_OUTLETS", "Outlet", "OutletKind", "Outlets", "load", "shipped"]
