"""Dates and times at the desk: the day first and hours from 0 to 23, in every language."""

from datetime import datetime

import pytest
from django.conf import settings
from django.utils import formats
from django.utils.translation import override

MOMENT = datetime(2026, 11, 29, 18, 5)
WRITTEN = {"ar": "29 تشرين الثاني/نوفمبر 2026، 18:05", "en": "29 November 2026, 18:05"}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_moment(language):
    with override(language):
        assert formats.date_format(MOMENT, "DATETIME_FORMAT") == WRITTEN[language]
        assert formats.date_format(MOMENT, "TIME_FORMAT") == "18:05"
        assert formats.date_format(MOMENT, "SHORT_DATE_FORMAT") == "29/11/2026"
