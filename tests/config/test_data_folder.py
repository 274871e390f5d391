"""Tests never touch the archive of whoever runs them."""

from pathlib import Path

from django.conf import settings

from tests.conftest import ROOT


def test_database_index_and_key_lie_in_a_folder_of_the_tests():
    folder = Path(settings.DATA_DIR)
    assert ROOT not in folder.parents
    assert Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]).parent == folder
    assert ROOT not in Path(str(settings.DATABASES["default"]["NAME"])).parents
