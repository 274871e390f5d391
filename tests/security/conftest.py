"""The small hostile archive of the tests of security, made once for each module."""

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from tests.sample import connections_to
from tests.security.archive import make_archive, plant


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker):
    """A superuser over the same archive without hostile texts, and without an index."""
    with django_db_blocker.unblock():
        module = transaction.atomic()
        module.__enter__()
        user = get_user_model().objects.create_superuser("root", "root@example.org")
        make_archive(user)
        yield user
        transaction.set_rollback(True)
        module.__exit__(None, None, None)


@pytest.fixture(scope="module")
def hostile(django_db_setup, django_db_blocker, tmp_path_factory):
    """A superuser over an archive with hostile texts in every text column, and its index."""
    from django.test import override_settings

    from meetings.search import rebuild_index

    index = tmp_path_factory.mktemp("hostile") / "index"
    with override_settings(HAYSTACK_CONNECTIONS=connections_to(index)), django_db_blocker.unblock():
        module = transaction.atomic()
        module.__enter__()
        user = get_user_model().objects.create_superuser("root", "root@example.org")
        make_archive(user)
        plant(user)
        rebuild_index()
        user.refresh_from_db()
        yield user
        transaction.set_rollback(True)
        module.__exit__(None, None, None)
