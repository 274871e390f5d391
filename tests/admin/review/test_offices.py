"""The desk's page of offices in reports, and its block on the first page."""

import pytest
from django.urls import reverse

from meetings.models import Appointment, DismissedOffice
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address, form_data
from tests.factories import OfficialFactory
from tests.queries.test_proposed_offices import named

pytestmark = pytest.mark.django_db


@pytest.fixture
def fuad():
    official = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
    named(official)
    return official


def rows(response):
    return [row for group in response.context["groups"] for row in group.rows]


def answer(desk, response, answer_given):
    value = rows(response)[0].proposal.value
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
    assert rows(desk.get(page)) == []
    assert "No offices to record." in desk.get(address("index")).content.decode()
    response = answer(desk, desk.get(page, {"show": "dismissed"}), "again")
    assert not DismissedOffice.objects.exists()
    assert len(rows(response)) == 1


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


def send(desk, **data):
    """What the script of the page sends, and gets."""
    return desk.post(address("offices-in-reports"), data, headers={"accept": "application/json"}).json()


def test_offices_are_in_groups_and_a_group_is_decided_at_once(desk, fuad):
    named(OfficialFactory(name_ar="محمد الحكيم", name_en="Mohammed al-Hakim"))
    named(fuad, "رئيس الوزراء العراقي")
    page = desk.get(address("offices-in-reports"))
    assert [len(group.rows) for group in page.context["groups"]] == [2, 1]
    assert "Record all 2" in page.content.decode()
    by_person = desk.get(address("offices-in-reports"), {"by": "official"})
    assert by_person.context["groups"][0].first.official == fuad
    values = [row.proposal.value for row in page.context["groups"][0].rows]
    done = send(desk, office=values, answer="record")
    assert (done["message"], done["waiting"], done["canUndo"]) == ("2 appointments were recorded.", 1, True)
    assert sorted(done["values"]) == sorted(values)
    assert Appointment.objects.count() == 2


def test_each_decision_is_undone_in_one_step_the_last_first(desk, fuad):
    named(fuad, "رئيس الوزراء العراقي")
    first, second = (row.proposal.value for row in rows(desk.get(address("offices-in-reports"))))
    send(desk, office=first, answer="record")
    send(desk, office=second, answer="dismiss")
    assert send(desk, answer="undo") | {"message": ""} == {
        "message": "", "values": [second], "waiting": 1, "dismissed": 0, "canUndo": True, "isError": False,
    }  # fmt: skip
    assert send(desk, answer="undo")["values"] == [first]
    assert not Appointment.objects.exists()
    assert not DismissedOffice.objects.exists()
    assert send(desk, answer="undo")["message"] == "There is nothing to undo."


def test_what_is_suggested_again_is_dismissed_by_undo(desk, fuad):
    (row,) = rows(desk.get(address("offices-in-reports")))
    for given in ("dismiss", "again", "undo"):
        send(desk, office=row.proposal.value, answer=given)
    assert DismissedOffice.objects.exists()


def test_an_undo_that_a_later_change_prevents_says_why(desk, fuad):
    (row,) = rows(desk.get(address("offices-in-reports")))
    send(desk, office=row.proposal.value, answer="record")
    page = address("meetings_official_change", fuad.pk)
    desk.post(page, form_data(desk.get(page), notes="checked"))
    done = send(desk, answer="undo")
    assert done["isError"]
    assert "was changed since" in done["message"]
    assert Appointment.objects.exists()


def test_without_a_script_the_page_shows_the_message_and_the_undo(desk, fuad):
    named(OfficialFactory(name_ar="محمد الحكيم"))
    page = desk.get(address("offices-in-reports"))
    values = [row.proposal.value for row in rows(page)]
    response = desk.post(address("offices-in-reports"), {"office": values, "answer": "dismiss"}, follow=True)
    assert "2 offices were dismissed." in response.content.decode()
    response = desk.post(address("offices-in-reports"), {"answer": "undo"}, follow=True)
    assert "Decision undone." in response.content.decode()
    assert len(rows(response)) == 2
