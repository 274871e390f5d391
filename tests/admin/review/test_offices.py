"""The desk's page of offices in reports, and its block on the first page."""

import pytest
from django.urls import reverse

from meetings.models import Appointment, DismissedOffice
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.factories import OfficialFactory
from tests.queries.test_proposed_offices import named

pytestmark = pytest.mark.django_db


@pytest.fixture
def fuad():
    official = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
    named(official)
    return official


def answer(desk, response, answer_given):
    value = response.context["rows"][0].proposal.value
    return desk.post(address("offices-in-reports"), {"office": value, "answer": answer_given}, follow=True)


@pytest.mark.parametrize(("language", "words"), [("en", "Offices in reports"), ("ar", "مناصب في الأخبار")])
def test_the_page_and_the_block_show_the_person_the_office_and_the_words(desk, fuad, language, words):
    for page in ("index", "offices-in-reports"):
        url = reverse(f"admin:{page}").replace("/en/", "/" if language == "ar" else "/en/")
        text = desk.get(url, headers={"accept-language": language}).content.decode()
        assert words in text
        assert ("Fuad Hussein" if language == "en" else "فؤاد حسين") in text
        assert "وزير الخارجية العراقي" in text
    assert "<q" in text


def test_to_record_makes_the_appointment(desk, fuad):
    response = answer(desk, desk.get(address("offices-in-reports")), "record")
    assert "Recorded: Fuad Hussein" in response.content.decode()
    assert Appointment.objects.get().official == fuad
    assert "No offices to record." in response.content.decode()


def test_to_dismiss_and_to_suggest_again(desk, editor, fuad):
    page = address("offices-in-reports")
    response = answer(desk, desk.get(page), "dismiss")
    assert "Mahdar will not suggest it again" in response.content.decode()
    assert DismissedOffice.objects.get().decided_by == editor
    assert desk.get(page).context["rows"] == []
    assert "No offices to record." in desk.get(address("index")).content.decode()
    response = answer(desk, desk.get(page, {"show": "dismissed"}), "again")
    assert not DismissedOffice.objects.exists()
    assert len(response.context["rows"]) == 1


def test_what_another_editor_decided_is_told(desk):
    response = desk.post(address("offices-in-reports"), {"office": "1:رئيس:IQ", "answer": "record"}, follow=True)
    assert "Another editor has already decided this." in response.content.decode()


def test_a_contributor_does_not_decide(client, django_user_model, fuad):
    contributor = django_user_model.objects.create(username="contributor")
    give_role(contributor, UserRole.CONTRIBUTOR)
    client.force_login(contributor)
    assert client.get(address("offices-in-reports")).status_code == 403
    assert address("offices-in-reports") not in client.get(address("index")).content.decode()


def test_its_queries_do_not_grow_with_the_offices(desk, django_assert_max_num_queries):
    counts = []
    for number in (3, 40):
        for _ in range(number):
            named(OfficialFactory())
        desk.get(address("offices-in-reports"))
        with django_assert_max_num_queries(20) as queries:
            desk.get(address("offices-in-reports"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
