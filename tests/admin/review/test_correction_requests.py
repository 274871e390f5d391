"""The queue of readers' requests at the desk: listed, opened, decided, refused with a reason."""

import re

import pytest
from django.utils import translation

from meetings.models import CorrectionRequest, Meeting
from tests.admin.conftest import address
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db

LIST = "meetings_correctionrequest_changelist"
MESSAGE = "The meeting took place on 4 November, not on the 3rd."


def request_about(meeting: Meeting | None, key: str = "a", **more: object) -> CorrectionRequest:
    about = {"kind": "meeting", "record_id": meeting.pk, "fact": "date"} if meeting else {}
    values = {"message": MESSAGE, "language": "en", "site": "http://testserver/", **more}
    return CorrectionRequest.objects.create(key=key, **about, **values)


@pytest.fixture
def row():
    return request_about(MeetingFactory(headline_en="A meeting in Rome"), email="reader@example.org")


def decision(**changes: str) -> dict[str, str]:
    return {"was": "waiting", "state": "rejected", "answer": "The source says the 3rd.", **changes}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_list_leads_to_each_request_and_its_record(desk, row, language):
    with translation.override(language):
        page = desk.get(address(LIST)).content.decode()
        assert f'href="{address("meetings_correctionrequest_decide", row.pk)}"' in page
        assert f'href="{address("meetings_meeting_change", row.record_id)}"' in page
    assert MESSAGE in page
    assert "reader@example.org" not in page


def test_the_list_names_records_and_kinds_in_the_language_of_the_page(desk, row):
    request_about(None, key="whole")
    assert "<bdi>A meeting in Rome</bdi></a>" in desk.get(address(LIST)).content.decode()
    with translation.override("ar"):
        page = desk.get(address(LIST)).content.decode()
    kinds = re.findall(r'<a href="\?kind=(\w+)">\s*([^<]+?)\s*</a>', page)
    assert kinds == [("none", "الأرشيف كله"), ("meeting", "لقاء")]
    assert len(desk.get(f"{address(LIST)}?kind=none").context["cl"].result_list) == 1
    assert len(desk.get(f"{address(LIST)}?kind=meeting").context["cl"].result_list) == 1
    assert len(desk.get(f"{address(LIST)}?kind=topic").context["cl"].result_list) == 0


def test_the_list_takes_the_same_queries_for_any_length(desk, row, django_assert_max_num_queries):
    for number in range(12):
        request_about(MeetingFactory(), key=f"more-{number}")
    desk.get(address(LIST))
    with django_assert_max_num_queries(10):
        desk.get(address(LIST))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_shows_the_request_beside_its_record(desk, row, language):
    with translation.override(language):
        page = desk.get(address("meetings_correctionrequest_decide", row.pk)).content.decode()
        assert f'href="{address("meetings_meeting_change", row.record_id)}"' in page
    assert MESSAGE in page
    assert "reader@example.org" in page


def test_a_request_about_the_archive_as_a_whole_opens_too(desk):
    row = request_about(None)
    assert MESSAGE in desk.get(address("meetings_correctionrequest_decide", row.pk)).content.decode()
    assert "the archive as a whole" in desk.get(address(LIST)).content.decode()


def test_a_decision_is_saved_and_leads_back_to_what_waits(desk, row):
    response = desk.post(address("meetings_correctionrequest_decide", row.pk), decision(), follow=True)
    row.refresh_from_db()
    assert (row.state, row.answer) == ("rejected", "The source says the 3rd.")
    assert "The decision is saved" in response.content.decode()
    assert MESSAGE not in response.content.decode()


def test_what_another_editor_decided_meanwhile_is_not_overwritten(desk, row):
    where = address("meetings_correctionrequest_decide", row.pk)
    desk.post(where, decision())
    refused = desk.post(where, decision(state="accepted", answer="It was the 4th."))
    assert refused.status_code == 422
    assert "It was the 4th." in refused.content.decode()  # nothing typed is lost
    row.refresh_from_db()
    assert row.state == "rejected"


def test_an_amended_answer_keeps_the_earlier_request(desk, row):
    other = request_about(Meeting.objects.get(), key="b", state="duplicate", duplicate_of=row)
    page = desk.get(address("meetings_correctionrequest_decide", other.pk)).content.decode()
    assert re.search(rf'<option value="{row.pk}"\s+selected', page)


def test_the_address_of_the_reader_is_deleted_on_demand(desk, row):
    desk.post(address("meetings_correctionrequest_forget", row.pk))
    row.refresh_from_db()
    assert row.email == ""
