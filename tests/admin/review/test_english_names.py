"""The desk's list of people without an English name."""

import pytest

from meetings.models import Official
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.factories import OfficialFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nechirvan():
    return OfficialFactory(name_ar="نيجيرفان بارزاني", name_en="", slug="nyjyrfan-barzany")


def test_a_sure_name_is_in_its_box_and_saved_with_one_click(desk, nechirvan):
    dara = OfficialFactory(name_ar="دارا جلال", name_en="", slug="dara-jlal")
    page = desk.get(address("english-names"))
    boxes = {row.official.pk: box for row, _office, box in page.context["rows"]}
    assert (boxes[nechirvan.pk].value(), boxes[dara.pk].value()) == ("Nechirvan Barzani", "")
    assert '<option value="Dara Jalal">' in page.content.decode()
    sent = {box.html_name: box.value() for box in boxes.values()}
    answer = desk.post(address("english-names"), sent, follow=True).content.decode()
    assert "1 name was saved." in answer
    assert 'class="undo-link"' in answer
    nechirvan.refresh_from_db()
    assert nechirvan.slug == "nechirvan-barzani"
    assert "People without an English name" in desk.get(address("index")).content.decode()


def test_an_arabic_name_is_refused_beside_its_box_and_the_others_wait(desk, nechirvan):
    dara = OfficialFactory(name_ar="دارا جلال", name_en="")
    sent = {f"name-{nechirvan.pk}": "نيجيرفان", f"name-{dara.pk}": "Dara Jalal"}
    answer = desk.post(address("english-names"), sent)
    assert "is not written in Latin letters" in answer.content.decode()
    assert 'value="Dara Jalal"' in answer.content.decode()
    assert not Official.objects.exclude(name_en="").exists()


def test_what_another_editor_named_is_told(desk, nechirvan):
    Official.objects.filter(pk=nechirvan.pk).update(name_en="N. Barzani")
    sent = {f"name-{nechirvan.pk}": "Nechirvan Barzani", "name-x": "y", "name-999999": "Z"}
    answer = desk.post(address("english-names"), sent, follow=True).content.decode()
    assert "Another editor named these meanwhile: N. Barzani." in answer
    assert "Every person has an English name." in answer


def test_nothing_entered_is_told(desk, nechirvan):
    answer = desk.post(address("english-names"), {f"name-{nechirvan.pk}": ""}, follow=True).content.decode()
    assert "No name was entered" in answer


def test_a_contributor_gives_no_names(client, django_user_model):
    contributor = django_user_model.objects.create(username="contributor")
    give_role(contributor, UserRole.CONTRIBUTOR)
    client.force_login(contributor)
    assert client.get(address("english-names")).status_code == 403


def test_its_queries_do_not_grow_with_the_people(desk, nechirvan, django_assert_max_num_queries):
    desk.get(address("english-names"))
    with django_assert_max_num_queries(200) as first:
        desk.get(address("english-names"))
    most = len(first)
    for number in range(20):
        OfficialFactory(name_ar=f"شخص {number}", name_en="")
    with django_assert_max_num_queries(most):
        desk.get(address("english-names"))
