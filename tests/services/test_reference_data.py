"""Loading the reference data again: what editors made of it stays."""

import pytest
from django.core.exceptions import PermissionDenied

from meetings.models import Country, OldAddress, Outlet, Place, Topic, Version
from meetings.services.history import Way, recorded, select_versions
from meetings.services.reference_data import ensure_reference_data, load_reference
from meetings.services.roles import UserRole, give_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="editor", is_superuser=True)


def load(user=None):
    return {one.model: one for one in load_reference(user)}


def count(loaded):
    return [(one.new, one.changed, one.left) for one in loaded]


def rows():
    return [list(model.objects.order_by("pk").values()) for model in (Country, Topic, Outlet, Place)]


def test_an_empty_archive_is_filled_and_a_second_time_changes_nothing():
    told = []
    first = load_reference(None, told.append)
    assert all(one.new and not one.changed and not one.left for one in first)
    assert told == [one.model for one in first]
    assert Country.objects.get(code="IQ-KRI").parent.code == "IQ"
    assert Place.objects.get(slug="iq-erbil").region.code == "IQ-KRI"
    before = rows()
    second = load_reference(None)
    assert count(second) == [(0, 0, one.new) for one in first]
    assert rows() == before
    assert not Version.objects.exists()


def test_what_an_editor_changed_stays(editor):
    load()
    with recorded(editor, way=Way.FORM):
        iraq = Country.objects.get(code="IQ")
        iraq.name_en = "Republic of Iraq"
        iraq.save()
    loaded = load()[Country]
    assert (loaded.new, loaded.changed, loaded.different) == (0, 0, ["IQ"])
    assert Country.objects.get(code="IQ").name_en == "Republic of Iraq"


def test_what_no_editor_changed_follows_the_files_and_the_history_has_what_it_was(editor):
    load()
    Country.objects.filter(code="IQ").update(name_en="Irak")
    assert load(editor)[Country].changed == 1
    iraq = Country.objects.get(code="IQ")
    assert iraq.name_en == "Iraq"
    latest, first = select_versions(iraq)
    assert (latest.user, latest.state["fields"]["name_en"]) == (editor, "Iraq")
    assert first.state["fields"]["name_en"] == "Irak"
    Country.objects.filter(code="IQ").update(name_en="Irak")
    assert load()[Country].changed == 1  # again: the version before is the loader's


def test_what_an_editor_deleted_or_gave_another_address_does_not_come_back(editor):
    load()
    with recorded(editor, way=Way.FORM):
        Topic.objects.get(code="security").delete()
        erbil = Place.objects.get(slug="iq-erbil")
        erbil.slug = "hawler"
        erbil.save()
    again = load()
    assert (again[Topic].new, again[Place].new) == (0, 0)
    assert not Topic.objects.filter(code="security").exists()
    assert Place.objects.get(slug="hawler").city_en == "Erbil"


def test_a_place_that_the_archive_has_under_another_address_is_not_added_again():
    Country.objects.create(code="FR", name_ar="فرنسا", name_en="France")
    mine = Place.objects.create(slug="paris", city_ar="باريس", country=Country.objects.get())
    assert load()[Place].left == 1
    assert Place.objects.filter(city_ar="باريس").get() == mine


def test_a_place_whose_country_an_editor_deleted_is_left_out(editor):
    load()
    Place.objects.filter(country__code="AD").delete()
    with recorded(editor, way=Way.FORM):
        Country.objects.get(code="AD").delete()
    OldAddress.objects.filter(kind="place").delete()
    again = load()
    assert (again[Country].new, again[Place].new) == (0, 0)


def test_a_country_under_another_code_gets_the_places_that_name_its_former_one():
    load()
    Place.objects.filter(slug="fr-paris").delete()
    Country.objects.filter(code="FR").update(code="FX")
    OldAddress.objects.filter(kind="place").delete()
    assert load()[Place].new == 1
    assert Place.objects.get(slug="fr-paris").country.code == "FX"


def test_only_an_archive_without_countries_is_filled_on_its_own():
    assert ensure_reference_data()
    assert ensure_reference_data() == []


def test_an_editor_may_not(django_user_model):
    user = django_user_model.objects.create(username="the-editor")
    give_role(user, UserRole.EDITOR)
    with pytest.raises(PermissionDenied):
        load_reference(user)
    assert not Country.objects.exists()
