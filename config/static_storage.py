"""The storage of collected static files, which a killed `collectstatic` leaves such that the next one completes them.

Django and WhiteNoise write files under their final names. What a killed process left half-written would stay: the next
`collectstatic` takes a file that is newer than its source, or has the right hash in its name, for complete. Here a file
gets its name when all of it is written, and the manifest, by which the server knows that all is collected, comes last.
"""

import contextlib
import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

UNFINISHED = ".unfinished"
MAX_UNFINISHED_SECONDS = 3600  # after which the file of a process that died is deleted


def _name_unfinished(name: str) -> str:
    """Return the name of a hidden file beside one."""
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}.{last}.{uuid.uuid4().hex}{UNFINISHED}"


class WholeStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise has no types
    """WhiteNoise's storage, in which every file and the manifest appear whole or not at all."""

    def _save(self, name: str, content: Any) -> str:
        unfinished = super()._save(_name_unfinished(name), content)
        Path(self.path(unfinished)).replace(self.path(name))
        return name

    def load_manifest(self) -> tuple[dict[str, str], str]:
        """Read the manifest; one that is damaged counts as missing, so that files can be collected again."""
        try:
            paths, digest = super().load_manifest()
        except ValueError:
            return {}, ""
        return paths, digest

    def post_process(self, *args: Any, **options: Any) -> Iterator[tuple[str, str | None, Any]]:
        """Name the files by their hashes and compress them, then write the manifest."""
        yield from super().post_process(*args, **options)
        if not options.get("dry_run"):
            super().save_manifest()
            self._delete_unfinished()

    def save_manifest(self) -> None:
        """Leave the manifest to the end of `post_process`: Django calls this before the files are compressed."""

    def create_compressor(self, **options: Any) -> Compressor:
        return _WholeCompressor(**options)

    def _delete_unfinished(self) -> None:
        for path in Path(self.location).rglob(f".*{UNFINISHED}*"):
            with contextlib.suppress(FileNotFoundError):  # another process has just finished it
                if time.time() - path.stat().st_mtime > MAX_UNFINISHED_SECONDS:
                    path.unlink()


class _WholeCompressor(Compressor):  # type: ignore[misc]  # WhiteNoise has no types
    def write_data(self, path: str, data: bytes, suffix: str, stat_result: os.stat_result) -> str:
        unfinished = super().write_data(_name_unfinished(path), data, suffix, stat_result)
        Path(unfinished).replace(path + suffix)
        return path + suffix
