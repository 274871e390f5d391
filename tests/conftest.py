"""What all tests share: the shared material where it is there, a fresh index."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import translation
from factory.django import DjangoModelFactory
from hypothesis import settings as hypothesis_settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
hypothesis_settings.register_profile("without time limits", deadline=None)  # no test measures time
hypothesis_settings.load_profile("without time limits")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    absent = pytest.mark.skip(reason="the shared material (../shared) is not beside the project")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(absent)


@pytest.fixture(autouse=True, scope="session")
def history_can_be_flushed():
    """Tests with transactions of their own empty all tables after them, which the history refuses.

    The trigger of SQLite goes before, and `flush` installs it again.
    """
    if connection.vendor != "sqlite":
        yield
        return
    operations: Any = type(connection.ops)
    flush = operations.sql_flush

    def flush_without_trigger(self, *args, **options):
        return ["DROP TRIGGER IF EXISTS meetings_version_stays_delete;", *flush(self, *args, **options)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", flush_without_trigger)
        yield


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Tests need no collected static files."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def index_follows_at_once(monkeypatch):
    """A thread would not see the transaction of a test; a test that imports `config.wsgi` lets requests start one."""
    monkeypatch.setattr("meetings.search.index.signals._has_thread", False)


@pytest.fixture(autouse=True)
def site_language():
    """Each test begins in the site's language: a page asked for in English leaves that language in the thread."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def first_of_each():
    """Factories count from 0 in each test, so that who is made does not depend on the tests before it."""
    from tests import factories  # not before Django is set up

    for made in vars(factories).values():
        if isinstance(made, type) and issubclass(made, DjangoModelFactory) and made._meta.model:
            made.reset_sequence(0, force=True)


@pytest.fixture
def index(settings, tmp_path):
    """An empty search index of this test's own."""
    settings.SEARCH_URL = "whoosh:"
    settings.HAYSTACK_CONNECTIONS = {
        "default": {**settings.HAYSTACK_CONNECTIONS["default"], "PATH": str(tmp_path / "index")}
    }
    return tmp_path / "index"


@pytest.fixture(scope="session")
def saved_sample_archive(django_db_setup, django_db_blocker, tmp_path_factory):
    """The sample archive's rows and index, made once in a session (three seconds). For `sample_archive` only."""
    from tests.sample import save_sample_archive  # not before Django is set up

    with django_db_blocker.unblock():
        return save_sample_archive(tmp_path_factory.mktemp("sample") / "index")


@pytest.fixture(scope="module")
def restored_sample_archive(saved_sample_archive, django_db_blocker, tmp_path_factory):
    """The rows in the database until the module's last test, and a copy of the index. For `sample_archive` only."""
    index = tmp_path_factory.mktemp("sample") / "index"
    whole_module = transaction.atomic()
    with django_db_blocker.unblock():
        whole_module.__enter__()
        saved_sample_archive.restore(index)
    yield index
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole_module.__exit__(None, None, None)


@pytest.fixture
def sample_archive(restored_sample_archive, db, settings):
    """The whole sample archive, loaded and indexed, as on a site that `make run` has just set up.

    Costs about three seconds once in a session and a fraction of a second in each module that uses it. What a test
    changes in the database is rolled back after it; what it writes to the index stays until the end of its module.
    Records keep their row numbers. Other tests of the same module see the records too, so give it a module of its own,
    and none with transactions of their own (`transaction=True`, `live_server`): those empty the tables.
    """
    from tests.sample import connections_to

    settings.HAYSTACK_CONNECTIONS = connections_to(restored_sample_archive)
    return restored_sample_archive
