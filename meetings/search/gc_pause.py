"""Python's garbage collector, told to wait where nothing becomes garbage."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def pause_collection() -> Iterator[None]:
    """Inside, masses of lists are made and kept; looking for garbage among them costs 40% of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
