"""Officials are found by the names they are shown with."""

import pytest

from meetings.models import Official
from meetings.services.people import keep_names
from tests.factories import OfficialFactory, OfficialNameFactory

pytestmark = pytest.mark.django_db


def test_both_names_are_listed_once():
    official = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
    assert [(name.name, name.script, name.kind) for name in keep_names(official)] == [
        ("فؤاد حسين", "Arab", "main"),
        ("Fuad Hussein", "Latn", "main"),
    ]
    assert keep_names(official) == []
    assert list(Official.objects.named("فواد حسين")) == [official]


def test_a_spelling_that_folds_alike_is_enough():
    official = OfficialFactory(name_ar="فؤاد حسين", name_en="")
    OfficialNameFactory(official=official, name="فواد حسین", kind="alias")
    assert keep_names(official) == []


def test_a_corrected_name_is_added_and_the_old_one_stays():
    official = OfficialFactory(name_ar="فؤاد حسن", name_en="")
    keep_names(official)
    official.name_ar = "فؤاد حسين"
    keep_names(official)
    assert {name.name for name in official.names.all()} == {"فؤاد حسن", "فؤاد حسين"}
