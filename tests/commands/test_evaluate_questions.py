"""The command that asks the archive questions, without an archive."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_an_empty_archive_is_said(index):
    with pytest.raises(CommandError, match="load_sample"):
        call_command("evaluate_questions", stdout=StringIO())
