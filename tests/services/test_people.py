"""Officials are found by the names they are shown with."""

import pytest

from meetings.models import Official
from meetings.services.people import add_shown_names, set_other_names
from tests.factories import OfficialFactory, OfficialNameFactory

pytestmark = pytest.mark.django_db


def test_both_names_are_listed_once():
    official = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
    assert [(name.name, name.script, name.kind) for name in add_shown_names(official)] == [
        ("فؤاد حسين", "Arab", "main"),
        ("Fuad Hussein", "Latn", "main"),
    ]
    assert add_shown_names(official) == []
    assert list(Official.objects.named("فواد حسين")) == [official]


def test_a_spelling_that_folds_alike_is_enough():
    official = OfficialFactory(name_ar="فؤاد حسين", name_en="")
    OfficialNameFactory(official=official, name="فواد حسین", kind="alias")
    assert add_shown_names(official) == []


def test_a_corrected_name_is_added_and_the_old_one_stays():
    official = OfficialFactory(name_ar="فؤاد حسن", name_en="")
    add_shown_names(official)
    official.name_ar = "فؤاد حسين"
    add_shown_names(official)
    assert {name.name for name in official.names.all()} == {"فؤاد حسن", "فؤاد حسين"}


def test_other_names_are_set_and_those_shown_stay():
    official = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
    add_shown_names(official)
    set_other_names(official, ["ابو محمد", "Fouad Hussein"])
    assert set(official.names.values_list("name", flat=True)) == {
        "فؤاد حسين", "Fuad Hussein", "ابو محمد", "Fouad Hussein",
    }  # fmt: skip
    kept = official.names.get(name="ابو محمد")
    assert (kept.script, kept.language) == ("Arab", "ar")
    set_other_names(official, ["أبو محمد", "Фуад Хусейн"])
    assert set(official.names.values_list("name", flat=True)) == {
        "فؤاد حسين", "Fuad Hussein", "ابو محمد", "Фуад Хусейн",
    }  # fmt: skip
    assert official.names.get(name="ابو محمد") == kept
    set_other_names(official, [])
    assert set(official.names.values_list("name", flat=True)) == {"فؤاد حسين", "Fuad Hussein"}
