"""The project's own settings over a data folder that lasts as long as the tests.

pytest-django reads the settings before it reads any conftest.py: here is the one place early enough to keep tests away
from the archive under var/.
"""

import os
import tempfile

_DATA = tempfile.TemporaryDirectory(prefix="mahdar-tests-")
os.environ["MAHDAR_DATA_DIR"] = _DATA.name
os.environ.setdefault("SECRET_KEY", "only-for-tests")
# The developer's own database is never touched either; TEST_DATABASE_URL runs the tests on another kind of server.
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{_DATA.name}/tests.sqlite3"

from config.settings import *  # noqa: E402, F403

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405  (WhiteNoise looks for it at each start)
MAHDAR_API_RATE = ""  # a test that needs a limit sets one
SEARCH_MENDS_ITSELF = False  # a thread would not see the transaction of a test; those of mending switch it on
# Most tests look at how pages are written; those of kept pages (tests/views/test_kept_pages.py) keep them.
CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405  (pytest-django knows that of Django's backend only)
