"""The memory of this process."""

import resource
import sys


def measure_peak_memory() -> int:
    """Return the peak memory of this process in bytes. Linux counts kilobytes, macOS bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
