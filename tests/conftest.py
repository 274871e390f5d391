"""What all tests share: a data folder of their own, the shared material where it is there, a fresh index."""

import os
import tempfile
from pathlib import Path

import pytest

# Set before Django reads its settings: tests never touch the archive under var/.
_DATA = tempfile.TemporaryDirectory(prefix="mahdar-tests-")
os.environ["MAHDAR_DATA_DIR"] = _DATA.name
os.environ.setdefault("SECRET_KEY", "only-for-tests")
# The developer's own database is never touched either; TEST_DATABASE_URL runs the tests on another kind of server.
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{_DATA.name}/tests.sqlite3"

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    absent = pytest.mark.skip(reason="the shared material (../shared) is not beside the project")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(absent)


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Tests need no collected static files."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def index(settings, tmp_path):
    """An empty search index of this test's own."""
    settings.HAYSTACK_CONNECTIONS = {
        "default": {**settings.HAYSTACK_CONNECTIONS["default"], "PATH": str(tmp_path / "index")}
    }
    return tmp_path / "index"
