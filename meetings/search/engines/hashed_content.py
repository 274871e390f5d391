"""Files with their hash before the content, for content that must not be parsed if it was changed."""

import hashlib

_HASH_BYTES = 16


def add_hash(content: bytes) -> bytes:
    """Return `content` with its hash before it."""
    return hashlib.blake2b(content, digest_size=_HASH_BYTES).digest() + content


def remove_hash(hashed: bytes) -> bytes | None:
    """Return the content that `add_hash` got; None if it was changed since."""
    content = hashed[_HASH_BYTES:]
    return content if hashlib.blake2b(content, digest_size=_HASH_BYTES).digest() == hashed[:_HASH_BYTES] else None
