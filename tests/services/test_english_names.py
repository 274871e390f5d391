"""English names that editors give people: all of a list at once, with readable addresses and one undo."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied

from meetings.models import Official
from meetings.queries.english_names import propose_english_names, select_without_english_name
from meetings.queries.old_addresses import find_by_old_address
from meetings.services.english_names import give_english_names, is_automatic_address
from meetings.services.roles import UserRole, give_role
from meetings.services.undoing import undo_action
from tests.factories import OfficialFactory, OfficialNameFactory, ParticipationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def editor():
    user = get_user_model().objects.create(username="salma")
    give_role(user, UserRole.EDITOR)
    return get_user_model().objects.get(pk=user.pk)


def nameless(name="نيجيرفان بارزاني", slug="nyjyrfan-barzany", **more):
    official = OfficialFactory(name_ar=name, name_en="", slug=slug, **more)
    OfficialNameFactory(official=official, name=name)
    return official


def test_the_name_gives_a_readable_address_and_the_old_one_leads_to_it(editor, client):
    official = nameless()
    done = give_english_names({official.pk: " Nechirvan  Barzani "}, editor)
    official.refresh_from_db()
    assert (official.name_en, official.slug) == ("Nechirvan Barzani", "nechirvan-barzani")
    assert "Nechirvan Barzani" in official.names.values_list("name", flat=True)
    assert find_by_old_address(Official, "nyjyrfan-barzany") == official
    answer = client.get("/en/officials/nyjyrfan-barzany/")
    assert (answer.status_code, answer["Location"]) == (301, "/en/officials/nechirvan-barzani/")
    undo_action(done.action, editor)
    official.refresh_from_db()
    assert (official.name_en, official.slug) == ("", "nyjyrfan-barzany")


def test_an_address_that_an_editor_chose_stays(editor):
    official = nameless(slug="president-of-the-region")
    give_english_names({official.pk: "Nechirvan Barzani"}, editor)
    official.refresh_from_db()
    assert official.slug == "president-of-the-region"


@pytest.mark.parametrize(
    ("slug", "is_automatic"),
    [("nyjyrfan-barzany", True), ("nyjyrfan-barzany-2", True), ("nechirvan-barzani", True), ("np", False)],
)
def test_an_address_made_of_the_arabic_name_is_known(slug, is_automatic):
    assert is_automatic_address(nameless(slug=slug)) == is_automatic


def test_a_name_that_another_editor_gave_stays(editor):
    official, other = nameless(), nameless("دارا جلال", "dara-jlal")
    Official.objects.filter(pk=official.pk).update(name_en="N. Barzani")
    done = give_english_names({official.pk: "Nechirvan Barzani", other.pk: "Dara Jalal"}, editor)
    assert ([one.pk for one in done.named], [one.pk for one in done.decided]) == ([other.pk], [official.pk])
    official.refresh_from_db()
    assert official.name_en == "N. Barzani"


def test_a_contributor_gives_no_names(django_user_model):
    user = django_user_model.objects.create(username="c")
    give_role(user, UserRole.CONTRIBUTOR)
    with pytest.raises(PermissionDenied):
        give_english_names({nameless().pk: "X Y"}, user)


def test_the_table_and_names_on_record_are_proposed():
    known, on_record, unknown = nameless(), nameless("هلال كذا", "hlal-kdha"), nameless("دارا جلال", "dara-jlal")
    OfficialNameFactory(official=on_record, name="Hilal Katha", script="Latn")
    nameless("مرفوض", "mrfwd", review_state="rejected")
    ParticipationFactory(official=unknown)
    OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
    proposed = {one.official.pk: one for one in propose_english_names(select_without_english_name())}
    assert next(iter(proposed)) == unknown.pk
    assert set(proposed) == {known.pk, on_record.pk, unknown.pk}
    assert (proposed[known.pk].known, proposed[known.pk].others) == ("Nechirvan Barzani", ())
    assert (proposed[on_record.pk].known, proposed[unknown.pk].known) == ("Hilal Katha", "")
    assert proposed[unknown.pk].others == ("Dara Jalal",)
