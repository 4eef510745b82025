"""How much memory this process holds."""

import os
import resource
import sys
from pathlib import Path

_MIB = 1 << 20
_STATM = Path("/proc/self/statm")


def resident() -> float:
    """MiB of resident memory now; where the system does not tell, at the peak."""
    if _STATM.exists():
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MIB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _MIB if sys.platform == "darwin" else peak / 1024
