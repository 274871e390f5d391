"""Correcting the facts of a meeting in its review, as a browser does it without JavaScript."""

import html
import re
from datetime import date

import pytest

from meetings.models import Meeting, Official, Participation, Place
from meetings.services import roles
from tests.admin.conftest import address
from tests.factories import (
    REPORT,
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    OrganisationFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    source = SourceFactory(
        meeting=MeetingFactory(review_state="draft", place=PlaceFactory()), article=ArticleFactory(raw_text=REPORT)
    )
    EvidenceFactory(meeting=source.meeting, article=source.article)
    ParticipationFactory(meeting=source.meeting, official__name_ar="فؤاد حسين", name_as_written="فؤاد حسين")
    MeetingTopicFactory(meeting=source.meeting)
    return source.meeting


def box(desk, meeting: Meeting, key: str):
    return desk.get(address("review-meeting", meeting.pk)).context["corrections"][key]


def fields_of(form) -> dict[str, object]:
    data = {bound.html_name: bound.field.prepare_value(bound.value()) for bound in form if bound.value() is not None}
    return {name: value.strftime("%d/%m/%Y") if isinstance(value, date) else value for name, value in data.items()}


def correct(desk, meeting: Meeting, key: str, **changes: object):
    """Send the form of the fact `key` as the page has it, with `changes` to its boxes."""
    page = desk.get(address("review-meeting", meeting.pk))
    data = fields_of(page.context["corrections"][key].form)
    data |= {f"{key}-{name}": value for name, value in changes.items() if name != "away"}
    if "away" in changes:
        data["away"] = "1"
    data["made_on"] = page.context["made_on"]
    return desk.post(address("review-correct", meeting.pk, key), data, follow=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def errors(response, key: str) -> dict:
    assert response.status_code == 422
    return response.context["corrections"][key].form.errors


def test_every_fact_has_a_form_beside_its_words(desk, meeting):
    page = desk.get(address("review-meeting", meeting.pk)).content.decode()
    part = meeting.participations.get()
    for key in ("date", "place", "kind", f"part-{part.pk}", f"topic-{meeting.topics.get().pk}", "topic-new"):
        assert address("review-correct", meeting.pk, key) in page
    assert page.count('name="away"') == 4  # not of the kind, which every meeting has, and of a topic to add


def test_the_date_with_its_precision(desk, meeting):
    response = correct(desk, meeting, "date", date="1/10/2023", date_precision="month")
    meeting.refresh_from_db()
    assert (meeting.date, meeting.date_precision) == (date(2023, 10, 1), "month")
    assert said(response)[0] == "Corrected: date."
    assert "state another value" in said(response)[1]
    assert "“يوم الجمعة”" in said(response)[1]
    assert "The report states another value:" in html.unescape(response.content.decode())
    response = correct(desk, meeting, "date", date="5/11/2023", date_end="4/11/2023")
    assert "date_end" in errors(response, "date")
    assert "date" in errors(correct(desk, meeting, "date", date=""), "date")


def test_facts_are_taken_away_in_one_step(desk, meeting):
    part, topic = meeting.participations.get(), meeting.topics.get()
    keys = ("date", "place", f"part-{part.pk}", f"topic-{topic.pk}")
    for key, name in zip(keys, ("date", "place", part.label, "Security"), strict=True):
        assert said(correct(desk, meeting, key, away=True))[0] == f"Taken away: {name}."
    meeting.refresh_from_db()
    assert (meeting.date, meeting.place) == (None, None)
    assert not meeting.participations.exists()
    assert not meeting.topics.exists()
    assert box(desk, meeting, "date").take_away is None  # nothing is left to take away


class TestPlace:
    def test_one_of_the_archive_and_the_venue(self, desk, meeting):
        erbil = PlaceFactory(slug="iq-erbil", city_ar="أربيل", city_en="Erbil")
        correct(desk, meeting, "place", place=erbil.pk, venue="فندق روتانا")
        meeting.refresh_from_db()
        assert (meeting.place, meeting.venue_ar) == (erbil, "فندق روتانا")

    def test_a_new_one_in_place_with_its_country(self, desk, meeting):
        italy = CountryFactory(code="IT", name_ar="إيطاليا", name_en="Italy")
        response = correct(desk, meeting, "place", place="new:بوليا")
        assert "needs its country" in str(errors(response, "place"))
        assert not Place.objects.filter(city_ar="بوليا").exists()
        correct(desk, meeting, "place", place="new:بوليا", country=f"country:{italy.pk}")
        assert Meeting.objects.get().place.country == italy

    def test_a_city_that_the_gazetteer_knows_needs_no_country(self, desk, meeting):
        CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        correct(desk, meeting, "place", place="new:باريس")
        assert Meeting.objects.get().place.country.code == "FR"

    def test_what_is_no_place_is_refused(self, desk, meeting):
        organisation = OrganisationFactory()
        response = correct(desk, meeting, "place", place="new:نيويورك", country=f"organisation:{organisation.pk}")
        assert "organisation has no places" in str(errors(response, "place"))
        assert "Choose the place" in str(errors(correct(desk, meeting, "place", place=""), "place"))
        assert Place.objects.count() == 1


class TestParticipant:
    def key(self, meeting: Meeting) -> str:
        return f"part-{meeting.participations.first().pk}"

    def test_person_side_title_and_role(self, desk, meeting):
        safadi, jordan = OfficialFactory(name_ar="أيمن الصفدي"), CountryFactory(code="JO", name_ar="الأردن")
        changes = {"official": safadi.pk, "side": f"country:{jordan.pk}", "title_ar": "وزير الخارجية", "role": "guest"}
        correct(desk, meeting, self.key(meeting), **changes)
        part = Participation.objects.get()
        assert (part.official, part.country, part.title_ar, part.role) == (safadi, jordan, "وزير الخارجية", "guest")
        assert part.name_as_written == ""  # it names someone else

    def test_a_typed_name_without_scripts(self, desk, meeting):
        OfficialFactory(name_ar="أيمن الصفدي")
        key = self.key(meeting)
        correct(desk, meeting, key, **{"official-typed": "أيمن الصفدي"})
        assert Participation.objects.get().official.name_ar == "أيمن الصفدي"
        assert "no entry called" in str(errors(correct(desk, meeting, key, **{"official-typed": "زيد"}), key))

    def test_somebody_new_is_created_in_place_and_goes_with_the_undo(self, desk, meeting):
        correct(desk, meeting, self.key(meeting), official="new:أيمن الصفدي", new_name="Ayman Safadi")
        assert Official.objects.get(name_en="Ayman Safadi").review_state == "draft"
        response = desk.post(address("review-undo-correction", meeting.pk), follow=True)
        assert said(response)[0].startswith("Correction undone: ")
        assert Participation.objects.get().official.name_ar == "فؤاد حسين"
        assert not Official.objects.filter(name_en="Ayman Safadi").exists()

    def test_only_the_name_of_the_report_is_left(self, desk, meeting):
        correct(desk, meeting, self.key(meeting), official="")
        assert Participation.objects.get().label == "فؤاد حسين"

    def test_nobody_takes_part_twice(self, desk, meeting):
        other = ParticipationFactory(meeting=meeting)
        key = self.key(meeting)
        response = correct(desk, meeting, key, official=other.official_id)
        assert "already takes part" in str(errors(response, key))
        assert response.context["corrections"][key].is_open


class TestTopic:
    def test_replaced_added_and_refused_twice(self, desk, meeting):
        old, water = meeting.topics.get(), TopicFactory(code="water", name_ar="المياه", name_en="Water")
        correct(desk, meeting, f"topic-{old.pk}", topic=water.pk)
        assert meeting.topics.get() == water
        correct(desk, meeting, "topic-new", topic=old.pk)
        assert meeting.topics.count() == 2
        assert "already" in str(errors(correct(desk, meeting, "topic-new", topic=old.pk), "topic-new"))
        assert "Choose the topic" in str(errors(correct(desk, meeting, "topic-new", topic=""), "topic-new"))
        response = desk.post(address("review-correct", meeting.pk, "topic-new"), {"away": "1"})
        assert response.status_code == 422


def test_undo_is_one_step_for_each_correction(desk, meeting):
    correct(desk, meeting, "date", date="1/10/2023")
    correct(desk, meeting, "kind", kind="phone")
    page = desk.get(address("review-meeting", meeting.pk))
    assert page.context["last_correction"]["name"] == "kind of meeting"
    for _ in range(2):
        desk.post(address("review-undo-correction", meeting.pk), follow=True)
    meeting.refresh_from_db()
    assert (meeting.date, meeting.kind) == (date(2023, 11, 3), "in-person")
    response = desk.post(address("review-undo-correction", meeting.pk), follow=True)
    assert said(response) == ["There is nothing to undo."]


def test_undo_changes_nothing_after_another_editor(desk, meeting):
    correct(desk, meeting, "date", date="1/10/2023")
    desk.post(address("review-decide", meeting.pk), {"state": "rejected", "rejection": "duplicate"}, follow=True)
    response = desk.post(address("review-undo-correction", meeting.pk), follow=True)
    assert "changed since" in said(response)[0]
    assert Meeting.objects.get().date == date(2023, 10, 1)


def test_a_fact_that_another_editor_took_away(desk, meeting):
    part = meeting.participations.get()
    part.delete()
    response = desk.post(address("review-correct", meeting.pk, f"part-{part.pk}"), {}, follow=True)
    assert "another editor deleted this" in said(response)[0]
    for key in ("topic-99999", "side", "part-new"):
        response = desk.post(address("review-correct", meeting.pk, key), {}, follow=True)
        assert "another editor deleted this" in said(response)[0]


def test_a_correction_on_an_older_version_shows_what_changed_and_keeps_the_value(desk, meeting):
    correct(desk, meeting, "kind", kind="visit")  # the first versions
    page = desk.get(address("review-meeting", meeting.pk))
    correct(desk, meeting, "place", away=True)
    data = {"date-date": "1/10/2023", "date-date_precision": "day", "made_on": page.context["made_on"]}
    response = desk.post(address("review-correct", meeting.pk, "date"), data)
    assert response.status_code == 409
    assert response.context["corrections"]["date"].form["date"].value() == "1/10/2023"
    words = re.sub(r"<[^>]+>", " ", html.unescape(response.content.decode()))
    assert "Your decision was:" in words
    assert "Baghdad" in words  # the value that was taken away
    assert Meeting.objects.get().date == date(2023, 11, 3)


def test_a_contributor_corrects_only_their_own_drafts(client, meeting, django_user_model):
    user = django_user_model.objects.create(username="contributor")
    roles.give_role(user, roles.UserRole.CONTRIBUTOR)
    client.force_login(user)
    assert client.get(address("review-meeting", meeting.pk)).context["corrections"] == {}
    assert client.post(address("review-correct", meeting.pk, "date"), {"away": "1"}).status_code == 403
    Meeting.objects.update(created_by=user)
    correct(client, meeting, "date", away=True)
    assert Meeting.objects.get().date is None
    client.post(address("review-undo-correction", meeting.pk))
    assert Meeting.objects.get().date


class TestCompletion:
    def complete(self, desk, kind: str, term: str) -> list[dict]:
        return desk.get(address("complete"), {"kind": kind, "term": term}).json()["results"]

    def test_places_and_topics_are_ranked_and_a_place_can_be_created(self, desk):
        place, topic = PlaceFactory(), TopicFactory()
        found = self.complete(desk, "place", "بغداد")
        assert [one["value"] for one in found] == [str(place.pk)]
        assert self.complete(desk, "place", "بعقوبة")[-1]["value"] == "new:بعقوبة"
        assert [one["value"] for one in self.complete(desk, "topic", "الأمن")] == [str(topic.pk)]
        assert self.complete(desk, "topic", "بعقوبة") == []

    def test_what_the_list_calls_a_place_is_not_created_a_second_time(self, desk):
        place = PlaceFactory()
        assert [one["value"] for one in self.complete(desk, "place", str(place))] == [str(place.pk)]
