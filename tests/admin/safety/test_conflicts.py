"""Two editors with one form open: nothing is overwritten, and the second one chooses value by value."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from meetings.models import Evidence, Meeting, Official, Participation
from meetings.services.history import select_versions
from meetings.services.merging.merge_officials import merge_officials
from tests.admin.conftest import address, errors, form_data
from tests.factories import (
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db):
    """The browser of another editor."""
    user = get_user_model().objects.create(username="other", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def meeting():
    meeting = MeetingFactory(headline_ar="الأول", notes="ملاحظة", review_state="draft")
    iraq = CountryFactory()
    for number in range(2):
        ParticipationFactory(meeting=meeting, order=number, official=OfficialFactory(), country=iraq)
    return meeting


def opened(client, record) -> dict[str, object]:
    """What a browser sends of the form of `record`, hidden boxes included."""
    response = client.get(page_of(record))
    return {**form_data(response), "made_on": response.context["made_on"]}


def page_of(record) -> str:
    return address(f"{record._meta.app_label}_{record._meta.model_name}_change", record.pk)


def saved(client, record, **changes: object) -> None:
    """Open the form, change it and save it, without a pause."""
    response = client.post(page_of(record), {**opened(client, record), **changes})
    assert response.status_code == 302, errors(response)


def hidden(response) -> dict[str, list[str]]:
    """What the question sends again."""
    data: dict[str, list[str]] = {}
    html = response.content.decode()
    for name, value in re.findall(r'<textarea hidden name="([^"]*)">\n(.*?)</textarea>', html, re.DOTALL):
        data.setdefault(name, []).append(value)
    data["conflict_shown"] = re.findall(r'name="conflict_shown" value="([^"]*)"', html)
    return data


def choices(response) -> dict[str, tuple[str, str, str]]:
    """The choices of the question by their keys: your version, the saved one, and what is proposed."""
    found = response.context["conflict"].choices
    return {one.key: (one.yours, one.theirs, one.chosen) for one in found}


def answered(client, response, record, **chosen: str):
    """Send the question with `chosen` by key, and what it proposes for the others."""
    proposed = {key: value[2] for key, value in choices(response).items()}
    picked = {f"choice.{key}": value for key, value in {**proposed, **chosen}.items() if value}
    return client.post(page_of(record), {**hidden(response), **picked})


def test_a_form_that_no_other_editor_touched_is_saved(desk, meeting):
    saved(desk, meeting, headline_ar="الثاني")
    assert Meeting.objects.get().headline_ar == "الثاني"


def test_two_editors_change_one_field_and_the_second_chooses(desk, other, meeting):
    mine = opened(desk, meeting)
    saved(other, meeting, headline_ar="من غيري", notes="ملاحظة")
    response = desk.post(page_of(meeting), {**mine, "headline_ar": "مني"})
    assert response.status_code == 409
    assert choices(response) == {"headline_ar": ("مني", "من غيري", "")}
    assert "other" in response.content.decode()  # who saved it
    assert Meeting.objects.get().headline_ar == "من غيري"

    again = answered(desk, response, meeting)  # no choice was made
    assert again.status_code == 409
    assert Meeting.objects.get().headline_ar == "من غيري"

    assert answered(desk, response, meeting, headline_ar="yours").status_code == 302
    assert Meeting.objects.get().headline_ar == "مني"
    assert [version.user_name for version in select_versions(meeting)][:2] == ["editor", "other"]


def test_changes_of_different_fields_are_joined(desk, other, meeting):
    mine = opened(desk, meeting)
    saved(other, meeting, notes="من غيري")
    response = desk.post(page_of(meeting), {**mine, "headline_ar": "مني"})
    assert choices(response) == {"notes": ("ملاحظة", "من غيري", "theirs")}
    assert answered(desk, response, meeting).status_code == 302
    now = Meeting.objects.get()
    assert (now.headline_ar, now.notes) == ("مني", "من غيري")


def test_the_same_change_is_not_asked_about(desk, other, meeting):
    mine = opened(desk, meeting)
    saved(other, meeting, notes="واحدة")
    assert desk.post(page_of(meeting), {**mine, "notes": "واحدة"}).status_code == 302


def test_a_date_is_compared_as_a_day(desk, other, meeting):
    mine = opened(desk, meeting)
    saved(other, meeting, date="3/11/2023")
    assert desk.post(page_of(meeting), {**mine, "date": "٣/١١/٢٠٢٣"}).status_code == 302


def test_lists_and_places_are_named(desk, other, meeting):
    here = PlaceFactory(city_ar="أربيل", city_en="Erbil")
    mine = opened(desk, meeting)
    saved(other, meeting, kind="phone", place=here.pk)
    response = desk.post(page_of(meeting), {**mine, "kind": "video"})
    _yours, theirs, chosen = choices(response)["place"]
    assert "Erbil" in theirs
    assert chosen == "theirs"
    assert choices(response)["kind"][:2] == (Meeting.Kind("video").label, Meeting.Kind("phone").label)
    assert answered(desk, response, meeting, kind="theirs").status_code == 302
    now = Meeting.objects.get()
    assert (now.kind, now.place) == ("phone", here)


def test_a_third_save_during_the_question_is_noticed(desk, other, meeting):
    mine = opened(desk, meeting)
    saved(other, meeting, headline_ar="من غيري")
    response = desk.post(page_of(meeting), {**mine, "headline_ar": "مني"})
    saved(other, meeting, headline_ar="من غيري ثانيةً")
    response = answered(desk, response, meeting, headline_ar="yours")
    assert response.status_code == 409
    assert choices(response)["headline_ar"][1] == "من غيري ثانيةً"
    assert answered(desk, response, meeting, headline_ar="theirs").status_code == 302
    assert Meeting.objects.get().headline_ar == "من غيري ثانيةً"


class TestRows:
    def test_one_participant_changed_by_both(self, desk, other, meeting):
        first = meeting.participations.first()
        mine = opened(desk, meeting)
        saved(other, meeting, **{"participations-0-role": "host", "participations-0-title_ar": "وزير"})
        response = desk.post(page_of(meeting), {**mine, "participations-0-role": "guest"})
        key = f"participations.{first.pk}"
        assert choices(response)[f"{key}.title_ar"] == ("", "وزير", "theirs")
        assert choices(response)[f"{key}.role"][2] == ""
        assert answered(desk, response, meeting, **{f"{key}.role": "yours"}).status_code == 302
        first.refresh_from_db()
        assert (first.role, first.title_ar) == ("guest", "وزير")

    def test_a_participant_added_by_the_other_stays(self, desk, other, meeting):
        new = OfficialFactory()
        mine = opened(desk, meeting)
        saved(other, meeting, **self.added(mine, new))
        response = desk.post(page_of(meeting), {**mine, "headline_ar": "مني"})
        (key,) = choices(response)
        assert choices(response)[key][2] == "theirs"
        assert answered(desk, response, meeting).status_code == 302
        assert [part.official for part in meeting.participations.all()][2] == new

    def test_a_participant_added_by_the_other_can_be_removed(self, desk, other, meeting):
        mine = opened(desk, meeting)
        saved(other, meeting, **self.added(mine, OfficialFactory()))
        response = desk.post(page_of(meeting), mine)
        (key,) = choices(response)
        assert answered(desk, response, meeting, **{key: "yours"}).status_code == 302
        assert meeting.participations.count() == 2

    def test_participants_added_by_both_are_both_there(self, desk, other, meeting):
        theirs, own = OfficialFactory(), OfficialFactory()
        mine = opened(desk, meeting)
        saved(other, meeting, **self.added(mine, theirs))
        response = desk.post(page_of(meeting), {**mine, **self.added(mine, own)})
        assert answered(desk, response, meeting).status_code == 302
        assert {theirs, own} <= {part.official for part in meeting.participations.all()}

    def test_a_participant_deleted_by_the_other(self, desk, other, meeting):
        first, second = meeting.participations.all()
        mine = opened(desk, meeting)
        saved(other, meeting, **{"participations-1-DELETE": "on"})
        response = desk.post(page_of(meeting), {**mine, "headline_ar": "مني"})
        key = f"participations.{second.pk}"
        assert choices(response)[key][1:] == ("deleted", "theirs")
        assert answered(desk, response, meeting).status_code == 302
        assert [part.pk for part in meeting.participations.all()] == [first.pk]
        assert Meeting.objects.get().headline_ar == "مني"

    def test_a_participant_deleted_by_the_other_and_changed_by_the_editor_can_come_back(self, desk, other, meeting):
        _first, second = meeting.participations.all()
        mine = opened(desk, meeting)
        saved(other, meeting, **{"participations-1-DELETE": "on"})
        response = desk.post(page_of(meeting), {**mine, "participations-1-role": "guest"})
        key = f"participations.{second.pk}"
        assert choices(response)[key][2] == ""
        assert answered(desk, response, meeting, **{key: "yours"}).status_code == 302
        assert meeting.participations.get(official=second.official).role == "guest"

    @pytest.mark.parametrize(("chosen", "count"), [("yours", 1), ("theirs", 2)])
    def test_a_participant_deleted_by_the_editor_and_changed_by_the_other(self, desk, other, meeting, chosen, count):
        second = meeting.participations.last()
        mine = opened(desk, meeting)
        saved(other, meeting, **{"participations-1-role": "host"})
        response = desk.post(page_of(meeting), {**mine, "participations-1-DELETE": "on"})
        key = f"participations.{second.pk}"
        assert choices(response)[key][2] == ""
        assert answered(desk, response, meeting, **{key: chosen}).status_code == 302
        assert Participation.objects.filter(role="host").count() == count - 1
        assert meeting.participations.count() == count

    def test_both_delete_the_same_participant(self, desk, other, meeting):
        mine = opened(desk, meeting)
        saved(other, meeting, **{"participations-1-DELETE": "on"})
        assert desk.post(page_of(meeting), {**mine, "participations-1-DELETE": "on"}).status_code == 302
        assert meeting.participations.count() == 1

    def test_evidence_deleted_by_the_other_stays_deleted(self, desk, other, meeting):
        evidence = EvidenceFactory(meeting=meeting)
        SourceFactory(meeting=meeting, article=evidence.article)
        mine = opened(desk, meeting)
        saved(other, meeting, **{"evidence-0-DELETE": "on"})
        response = desk.post(page_of(meeting), {**mine, "headline_ar": "مني"})
        assert choices(response)[f"evidence.{evidence.pk}"][1:] == ("deleted", "theirs")
        assert answered(desk, response, meeting).status_code == 302
        assert not Evidence.objects.exists()

    @staticmethod
    def added(data: dict[str, object], official) -> dict[str, object]:
        place = data["participations-TOTAL_FORMS"]
        return {
            "participations-TOTAL_FORMS": int(place) + 1,
            f"participations-{place}-official": official.pk,
            f"participations-{place}-country": CountryFactory().pk,
            f"participations-{place}-side": f"country:{CountryFactory().pk}",
            f"participations-{place}-role": "party",
            f"participations-{place}-basis": "stated",
        }


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (OfficialFactory, "name_en"),
        (PlaceFactory, "city_en"),
        (TopicFactory, "name_en"),
        (PositionFactory, "title_en"),
        (CountryFactory, "name_en"),
    ],
)
def test_every_kind_of_record_is_guarded(desk, other, make, field):
    record = make()
    mine = opened(desk, record)
    saved(other, record, **{field: "Theirs"})
    response = desk.post(page_of(record), {**mine, field: "Mine"})
    assert response.status_code == 409
    assert choices(response)[field] == ("Mine", "Theirs", "")
    assert answered(desk, response, record, **{field: "yours"}).status_code == 302
    record.refresh_from_db()
    assert getattr(record, field) == "Mine"


def test_users_are_guarded_though_they_have_no_history(desk, other, editor):
    user = get_user_model().objects.create(username="third", first_name="أول")
    mine = opened(desk, user)
    saved(other, user, first_name="من غيري")
    response = desk.post(page_of(user), {**mine, "first_name": "مني"})
    assert choices(response)["first_name"] == ("مني", "من غيري", "")


def test_a_version_that_does_not_come_from_here_asks_about_every_difference(desk, other, meeting):
    mine = opened(desk, meeting)
    saved(other, meeting, notes="من غيري")
    for made_on in ("", "x", "1:2:3", "ي" * 5000):
        response = desk.post(page_of(meeting), {**mine, "made_on": made_on})
        assert choices(response)["notes"] == ("ملاحظة", "من غيري", "")


def test_the_form_keeps_its_version_while_its_errors_are_corrected(desk, other, meeting):
    mine = opened(desk, meeting)
    wrong = desk.post(page_of(meeting), {**mine, "date": "no day"})
    assert wrong.context["made_on"] == mine["made_on"]
    saved(other, meeting, headline_ar="من غيري")
    response = desk.post(page_of(meeting), {**mine, "headline_ar": "مني", "made_on": wrong.context["made_on"]})
    assert response.status_code == 409


class TestGone:
    def test_what_was_entered_about_a_deleted_record_is_kept(self, desk, other, meeting):
        mine = opened(desk, meeting)
        other.post(address("meetings_meeting_delete", meeting.pk), {"post": "yes"})
        response = desk.post(page_of(meeting), {**mine, "headline_ar": "ما كتبته"})
        assert response.status_code == 410
        page = response.content.decode()
        assert "ما كتبته" in page
        assert address("meetings_meeting_history", meeting.pk) in page

        filled = desk.post(address("meetings_meeting_add"), {**hidden(response), "form_refill": "1"})
        assert filled.status_code == 200
        assert not Meeting.objects.exists()
        again = {**form_data(filled)}
        assert again["headline_ar"] == "ما كتبته"
        response = desk.post(address("meetings_meeting_add"), again)
        assert response.status_code == 302, errors(response)
        assert Meeting.objects.get().participations.count() == 2

    def test_of_a_merged_record_the_page_leads_to_the_kept_one(self, desk, editor):
        kept, merged = OfficialFactory(), OfficialFactory()
        mine = opened(desk, merged)
        merge_officials(kept.pk, merged.pk, editor)
        response = desk.post(page_of(merged), {**mine, "name_en": "What I typed"})
        assert response.status_code == 410
        assert page_of(kept) in response.content.decode()
        assert "What I typed" in response.content.decode()
        assert not Official.objects.filter(name_en="What I typed").exists()


def test_a_record_that_changed_since_the_question_is_not_deleted(desk, other, meeting):
    page = address("meetings_meeting_delete", meeting.pk)
    made_on = desk.get(page).context["made_on"]
    saved(other, meeting, headline_ar="من غيري")
    response = desk.post(page, {"post": "yes", "made_on": made_on}, follow=True)
    assert Meeting.objects.exists()
    assert "changed while this page was open" in response.content.decode()
    made_on = response.context["made_on"]
    desk.post(page, {"post": "yes", "made_on": made_on})
    assert not Meeting.objects.exists()


def test_the_question_and_the_form_have_a_fixed_number_of_queries(desk, django_assert_max_num_queries):
    meeting = MeetingFactory()
    iraq = CountryFactory()
    for number in range(12):
        ParticipationFactory(meeting=meeting, order=number, official=OfficialFactory(), country=iraq)
    with django_assert_max_num_queries(60):
        desk.get(page_of(meeting))
