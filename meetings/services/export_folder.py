"""Where large exports are kept until the archive changes (`exports/kept_files.py`), for those who delete them too."""

from pathlib import Path

from django.conf import settings

EXPORT_FOLDER = "exports"


def get_export_folder() -> Path:
    """Return the folder of the kept exports, which need not exist."""
    return Path(settings.DATA_DIR) / EXPORT_FOLDER
