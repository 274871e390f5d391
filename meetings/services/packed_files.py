"""Checks of files in zips and tars that come from elsewhere, before they are unpacked."""

MAX_COMPRESSION_RATIO = 300  # times; text shrinks to a tenth, a bomb to a thousandth
MIN_CHECKED_BYTES = 10 << 20  # bytes from which on a file may be a bomb


def has_way_out(name: str) -> bool:
    """Return whether a file of this name would be outside the folder that it is unpacked into."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]


def is_bomb(unpacked_bytes: int, packed_bytes: int) -> bool:
    """Return whether a file shrank more than text or a document can."""
    return unpacked_bytes > MIN_CHECKED_BYTES and unpacked_bytes > MAX_COMPRESSION_RATIO * max(packed_bytes, 1)
