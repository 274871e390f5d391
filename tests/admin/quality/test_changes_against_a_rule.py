"""Whatever way a public record is changed: if it then breaks a rule, the desk asks why, and without a reason nothing is
written."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from meetings.admin.common import batched_actions
from meetings.models import Appointment, Article, Meeting, Merge, Official, Outlet, RuleException, Version
from meetings.services.history import Way, recorded, select_versions
from tests.admin.conftest import address, form_data
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    DisagreementFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    OutletFactory,
    ParticipationFactory,
    PlaceFactory,
)
from tests.services.dump import everything

pytestmark = pytest.mark.django_db

REASON = "المصدر يذكر المكان هكذا"


def asked(response) -> set[str]:
    """The rules that the question names."""
    return {row["one"].rule.name for row in response.context["found"]}


def assert_kept(kind: str, record_id: int, *rules: str, way: str, user) -> None:
    """The reason is where publishing keeps it: in the exceptions and in the history, which still says what was done."""
    kept = RuleException.objects.filter(reason=REASON, user=user)
    assert set(kept.values_list("rule", flat=True)) == set(rules)
    version = Version.objects.filter(kind=kind, record_id=record_id).order_by("number").last()
    assert version is not None
    assert version.way == way
    assert all(word in version.note for word in (REASON, *rules)), version.note


@pytest.fixture
def palace():
    """The Élysée is in France by the gazetteer."""
    return "قصر الإليزيه"


@pytest.fixture
def abroad():
    return PlaceFactory(slug="iq-baghdad")


@pytest.fixture
def people():
    """Two records of Fuad Hussein: one public with a term, the other with a meeting before it."""
    kept = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
    held = AppointmentFactory(official=kept, start=datetime.date(2024, 1, 1))
    other = OfficialFactory(name_ar="فوآد حسین", name_en="")
    meeting = MeetingFactory(sound=True)
    ParticipationFactory(meeting=meeting, official=other, position=held.position, country=CountryFactory(code="JO"))
    return kept, other, meeting


class TestMergingOfficials:
    def page(self, people) -> str:
        return f"{address('meetings_official_merge', people[0].pk)}?with={people[1].pk}"

    def test_it_asks_about_the_meetings_of_both(self, desk, people):
        before = everything()
        response = desk.post(self.page(people), {"name_ar": "kept", "note": "One man"})
        assert asked(response) == {"office-held"}
        assert everything() == before
        assert not Merge.objects.exists()

    def test_the_reason_is_kept(self, desk, editor, people):
        kept = people[0]
        desk.post(self.page(people), {"name_ar": "kept", "note": "One man", "publishing_reason": REASON})
        assert Official.objects.get(name_ar="فؤاد حسين") == kept
        assert_kept("official", kept.pk, "office-held", way="merge", user=editor)
        assert "One man" in select_versions(kept)[0].note

    def test_what_was_broken_before_is_not_asked(self, desk, people):
        meeting = MeetingFactory(sound=True)
        ParticipationFactory(meeting=meeting, official=people[0], country=None)
        meeting.sources.all().delete()
        people[1].participations.all().delete()
        desk.post(self.page(people), {"name_ar": "kept"})
        assert not Official.objects.filter(pk=people[1].pk).exists()

    def test_drafts_ask_nothing(self, desk, people):
        Meeting.objects.update(review_state="draft")
        desk.post(self.page(people), {"name_ar": "kept"})
        assert not Official.objects.filter(pk=people[1].pk).exists()


class TestSplitting:
    @pytest.fixture
    def mixed(self):
        meeting = MeetingFactory(sound=True)
        ParticipationFactory(meeting=meeting, country=CountryFactory(code="JO"), order=2)
        return meeting

    def data(self, mixed, **more) -> dict[str, object]:
        host, _stays, goes = mixed.participations.order_by("order", "pk")
        return {
            "headline_ar": "لقاء ثان", "date": "4/11/2023", "date_precision": "day", "kind": "in-person",
            f"participations-{host.pk}": "both", f"participations-{goes.pk}": "goes", "note": "Two meetings", **more,
        }  # fmt: skip

    def test_a_second_meeting_without_a_source_is_asked_about(self, desk, mixed):
        before = everything()
        response = desk.post(address("meetings_meeting_split", mixed.pk), self.data(mixed))
        assert asked(response) == {"source"}
        assert everything() == before
        page = response.content.decode()
        assert "Nothing was saved yet" in page
        assert "Nothing was published yet" not in page

    def test_the_reason_is_kept(self, desk, editor, mixed):
        page = address("meetings_meeting_split", mixed.pk)
        desk.post(page, self.data(mixed, publishing_reason=REASON))
        second = Meeting.objects.get(headline_ar="لقاء ثان")
        assert second.review_state == "published"
        assert_kept("meeting", second.pk, "source", way="split", user=editor)

    def test_the_way_back_keeps_what_was_entered(self, desk, mixed):
        page = address("meetings_meeting_split", mixed.pk)
        name, value = desk.post(page, self.data(mixed)).context["back"]
        response = desk.post(page, self.data(mixed, **{name: value}))
        assert "لقاء ثان" in response.content.decode()
        assert Meeting.objects.count() == 1

    def test_an_official_who_is_split_off_without_the_office_that_was_held(self, desk, editor, people):
        _kept, other, meeting = people
        late = AppointmentFactory(
            official=other, position=meeting.participations.get(official=other).position,
            start=datetime.date(2024, 5, 1),
        )  # fmt: skip
        AppointmentFactory(official=other, position=late.position, start=datetime.date(2023, 1, 1))
        page = address("meetings_official_split", other.pk)
        part = meeting.participations.get(official=other)
        data = {"name_ar": "فؤاد معصوم", "appointments": [late.pk], "participations": [part.pk], "note": "Two"}
        response = desk.post(page, data)
        assert asked(response) == {"office-held"}
        assert not Official.objects.filter(name_ar="فؤاد معصوم").exists()
        name, value = response.context["back"]
        assert "فؤاد معصوم" in desk.post(page, {**data, name: value}).content.decode()
        desk.post(page, {**data, "publishing_reason": REASON})
        second = Official.objects.get(name_ar="فؤاد معصوم")
        assert_kept("official", second.pk, "office-held", way="split", user=editor)


class TestManyMeetings:
    LIST = "meetings_meeting_changelist"

    @pytest.fixture(autouse=True)
    def small_batches(self, monkeypatch):
        monkeypatch.setattr(batched_actions, "MAX_RECORDS_PER_REQUEST", 2)

    def data(self, action: str, value: int, **more) -> dict[str, object]:
        ids = list(Meeting.objects.values_list("pk", flat=True))
        return {"action": action, "_selected_action": ids, "value": value, **more}

    def test_a_place_that_contradicts_the_venue_is_asked_about(self, desk, editor, palace, abroad):
        first, sound = MeetingFactory(sound=True, venue_ar=palace), MeetingFactory(sound=True)
        response = desk.post(address(self.LIST), self.data("set_place", abroad.pk))
        assert asked(response) == {"venue-country"}
        assert not Meeting.objects.filter(place=abroad).exists()
        assert not Version.objects.exists()
        desk.post(address(self.LIST), self.data("set_place", abroad.pk, publishing_reason=REASON))
        assert set(Meeting.objects.filter(place=abroad)) == {first, sound}
        assert_kept("meeting", first.pk, "venue-country", way="list", user=editor)

    def test_one_reason_counts_for_all_batches(self, desk, editor, palace, abroad):
        MeetingFactory.create_batch(4, sound=True)
        last = MeetingFactory(sound=True, venue_ar=palace)
        before = everything()
        response = desk.post(address(self.LIST), self.data("set_place", abroad.pk))
        assert asked(response) == {"venue-country"}
        assert everything() == before
        assert "long_action" not in desk.session
        response = desk.post(address(self.LIST), self.data("set_place", abroad.pk, publishing_reason=REASON))
        going_on = address("meetings_meeting_going_on")
        while response["Location"] == going_on:
            response = desk.post(going_on)
        assert Meeting.objects.filter(place=abroad).count() == 5
        assert_kept("meeting", last.pk, "venue-country", way="list", user=editor)

    def test_a_meeting_that_breaks_a_rule_since_the_first_batch_is_asked_about(self, desk, palace, abroad):
        MeetingFactory.create_batch(3, sound=True)
        desk.post(address(self.LIST), self.data("set_place", abroad.pk))
        Meeting.objects.update(venue_ar=palace)
        going_on = address("meetings_meeting_going_on")
        assert asked(desk.post(going_on)) == {"venue-country"}
        assert not Meeting.objects.filter(place=abroad).exists()
        desk.post(going_on, {"publishing_reason": REASON})
        desk.post(going_on)
        assert Meeting.objects.filter(place=abroad).count() == 3

    def test_records_of_a_later_batch_can_be_held_back(self, desk):
        first, *rest = MeetingFactory.create_batch(4, sound=True, review_state="draft")
        desk.post(address(self.LIST), self.data("publish", 0))
        going_on = address("meetings_meeting_going_on")
        rest[-1].sources.all().delete()
        desk.post(going_on)
        assert asked(desk.post(going_on)) == {"source"}
        desk.post(going_on, {"publishing_hold": "1"})
        assert "long_action" not in desk.session
        assert set(Meeting.objects.public()) == {first, *rest[:-1]}


class TestRestoring:
    def changed(self, place, venue, state: str = "published") -> Meeting:
        """A meeting in `place` that was at `venue` for a while; its venue was unknown before, now its place is."""
        meeting = MeetingFactory(sound=True, place=place, review_state=state)
        for where in (place, None):
            with recorded(None, way=Way.FORM):
                meeting.place, meeting.venue_ar = where, venue
                meeting.save()
        return meeting

    @pytest.fixture
    def meeting(self, palace, abroad):
        return self.changed(abroad, palace)

    def page(self, meeting) -> str:
        wrong = next(one for one in select_versions(meeting) if one.state["fields"]["place_id"] and one.number > 1)
        return address("meetings_meeting_restore", meeting.pk, wrong.number)

    def test_an_older_version_that_breaks_a_rule_is_asked_about(self, desk, editor, meeting):
        before = everything()
        response = desk.post(self.page(meeting), {"reason": "Wrong edit"})
        assert asked(response) == {"venue-country"}
        assert ("reason", "Wrong edit") in response.context["repeated"]
        assert everything() == before
        desk.post(self.page(meeting), {"reason": "Wrong edit", "publishing_reason": REASON})
        meeting.refresh_from_db()
        assert meeting.place is not None
        assert_kept("meeting", meeting.pk, "venue-country", way="restore", user=editor)
        assert "Wrong edit" in select_versions(meeting)[0].note

    def test_an_article_asks_for_its_public_meetings(self, desk, editor):
        meeting = MeetingFactory(sound=True)
        article = meeting.sources.get().article
        with recorded(None, way=Way.FORM):
            article.published_on = datetime.date(2023, 11, 1)
            article.save()
        with recorded(None, way=Way.FORM):
            article.published_on = datetime.date(2023, 11, 5)
            article.save()
        early = next(one for one in select_versions(article) if one.state["fields"]["published_on"] == "2023-11-01")
        page = address("meetings_article_restore", article.pk, early.number)
        assert asked(desk.post(page)) == {"reported-before"}
        article.refresh_from_db()
        assert article.published_on == datetime.date(2023, 11, 5)
        desk.post(page, {"publishing_reason": REASON})
        assert_kept("article", article.pk, "reported-before", way="restore", user=editor)

    def test_a_draft_asks_nothing(self, desk, palace, abroad):
        meeting = self.changed(abroad, palace, "draft")
        desk.post(self.page(meeting))
        meeting.refresh_from_db()
        assert meeting.place is not None


class TestForms:
    """A form is shown again with what the public would see, before anything is written."""

    def send(self, desk, kind: str, record, **values):
        page = address(f"meetings_{kind}_change", record.pk)
        return desk.post(page, form_data(desk.get(page), **values))

    def assert_asked(self, response, words: str) -> None:
        assert response.status_code == 200
        assert words in str(response.context["errors"])
        assert 'name="publishing_reason"' in str(response.context["errors"])

    @pytest.fixture
    def article(self):
        return MeetingFactory(sound=True).sources.get().article

    @pytest.fixture
    def held(self):
        """The appointment by which a participant of a public meeting holds an office."""
        held = AppointmentFactory()
        ParticipationFactory(meeting=MeetingFactory(sound=True), official=held.official, position=held.position)
        return held

    @pytest.fixture
    def outlet(self, article):
        """An outlet with a public report at a domain that it does not name yet."""
        outlet = OutletFactory(domain="ina.iq")
        Article.objects.update(outlet=outlet, url="https://news.example.org/1")
        return outlet

    def test_an_article(self, desk, editor, article):
        before = everything()
        response = self.send(desk, "article", article, published_on="1/11/2023")
        self.assert_asked(response, "its latest report was published on")
        assert everything() == before
        assert not list(response.context["messages"])
        self.send(desk, "article", article, published_on="1/11/2023", publishing_reason=REASON)
        assert_kept("article", article.pk, "reported-before", way="form", user=editor)

    def test_an_article_that_no_longer_reports_its_meeting(self, desk, article):
        response = self.send(desk, "article", article, **{"sources-0-DELETE": "on"})
        self.assert_asked(response, "No article reports this meeting")
        assert article.sources.exists()

    def test_the_dates_that_follow_are_confirmed_once(self, desk, article):
        meeting = article.sources.get().meeting
        meeting.date_basis = "weekday"
        meeting.save()
        article.published_on = meeting.date
        article.save()
        EvidenceFactory(meeting=meeting, article=article, fact="date", quote="يوم الجمعة", rule="read")
        data = {"published_on": "3/11/2199", "follow_dates": "on"}
        response = self.send(desk, "article", article, **data)
        self.assert_asked(response, "is before 1800 or in the future")
        assert 'type="hidden" name="follow_dates"' in str(response.context["errors"])

    def test_a_place(self, desk, editor, abroad):
        MeetingFactory(sound=True, place=abroad)
        france = CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        response = self.send(desk, "place", abroad, country=france.pk)
        self.assert_asked(response, "is not in France")
        assert "(Iraq)" in str(response.context["errors"])
        assert not Version.objects.exists()
        self.send(desk, "place", abroad, country=france.pk, publishing_reason=REASON)
        assert_kept("place", abroad.pk, "place-country", way="form", user=editor)

    def test_the_form_names_the_other_records_that_would_break_a_rule(self, desk, abroad, palace):
        meeting = MeetingFactory(sound=True, place=abroad, venue_ar="قصر بغداد", headline_en="Talks at the palace")
        france = CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        response = self.send(desk, "place", abroad, country=france.pk)
        asked = str(response.context["errors"])
        assert asked.count("Talks at the palace") == 1
        assert f'href="{address("meetings_meeting_change", meeting.pk)}"' in asked
        assert address("meetings_place_change", abroad.pk) not in asked

    def test_a_place_of_drafts_asks_nothing(self, desk, abroad):
        MeetingFactory(place=abroad, review_state="draft")
        france = CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        assert self.send(desk, "place", abroad, country=france.pk).status_code == 302

    def test_the_box_of_a_namesake_stays_ticked(self, desk, people):
        kept, _other, _meeting = people
        held = kept.appointments.get()
        ParticipationFactory(
            meeting=MeetingFactory(sound=True, date=datetime.date(2024, 2, 1)), official=kept, position=held.position
        )
        response = self.send(
            desk, "official", kept, name_ar="فواد حسين", another_person="on",
            **{"appointments-0-start": "1/3/2024", "appointments-0-start_precision": "day"},
        )  # fmt: skip
        self.assert_asked(response, "by the appointments on record")
        assert 'type="hidden" name="another_person"' in str(response.context["errors"])

    def test_an_appointment(self, desk, editor, held):
        before = everything()
        response = self.send(desk, "appointment", held, start="4/11/2023")
        self.assert_asked(response, "by the appointments on record")
        assert everything() == before
        self.send(desk, "appointment", held, start="4/11/2023", publishing_reason=REASON)
        assert_kept("official", held.official_id, "office-held", way="form", user=editor)

    def test_an_appointment_that_goes_to_another_official(self, desk, held):
        AppointmentFactory(official=held.official, position=held.position, start=datetime.date(2024, 1, 1))
        response = self.send(desk, "appointment", held, official=OfficialFactory().pk)
        self.assert_asked(response, "by the appointments on record")
        held.refresh_from_db()
        assert held.official.participations.exists()

    def test_an_appointment_that_begins_in_the_future(self, desk, held):
        Meeting.objects.update(review_state="draft")
        response = self.send(desk, "appointment", held, start="4/11/2199")
        self.assert_asked(response, "Correct the date, or leave it empty")

    def test_the_holders_of_an_office(self, desk, editor, held):
        values = {"appointments-0-start": "4/11/2023"}
        response = self.send(desk, "position", held.position, **values)
        self.assert_asked(response, "by the appointments on record")
        self.send(desk, "position", held.position, **values, publishing_reason=REASON)
        assert_kept("official", held.official_id, "office-held", way="form", user=editor)

    def test_an_office_of_drafts_asks_nothing(self, desk, held):
        Meeting.objects.update(review_state="draft")
        assert self.send(desk, "appointment", held, start="4/11/2023").status_code == 302

    def test_a_domain_that_excludes_reports_of_the_outlet(self, desk, editor, outlet):
        Outlet.objects.update(domain="")
        response = self.send(desk, "outlet", outlet, domain="ina.iq")
        self.assert_asked(response, "is not a domain of Iraqi News Agency")
        self.send(desk, "outlet", outlet, domain="ina.iq", publishing_reason=REASON)
        assert_kept("outlet", outlet.pk, "outlet-address", way="form", user=editor)

    def test_a_domain_at_which_another_outlet_published(self, desk, outlet):
        Outlet.objects.update(other_domains=["news.example.org"])
        other = OutletFactory(code="example", name_en="Example")
        assert self.send(desk, "outlet", other, domain="example.org").status_code == 302
        Outlet.objects.filter(pk=outlet.pk).update(other_domains=[])
        response = self.send(desk, "outlet", other, domain="news.example.org")
        assert response.status_code == 302, "this was broken before"
        Outlet.objects.filter(pk=outlet.pk).update(domain="")
        Outlet.objects.filter(pk=other.pk).update(domain="")
        response = self.send(desk, "outlet", other, domain="example.org")
        self.assert_asked(response, "is not a domain of Iraqi News Agency")


class TestDeleting:
    @pytest.fixture
    def held(self):
        """The term that a public meeting rests on; a later one stays on record."""
        held = AppointmentFactory()
        AppointmentFactory(official=held.official, position=held.position, start=datetime.date(2024, 1, 1))
        ParticipationFactory(meeting=MeetingFactory(sound=True), official=held.official, position=held.position)
        return held

    def test_from_its_form(self, desk, editor, held):
        page = address("meetings_appointment_delete", held.pk)
        assert asked(desk.post(page, {"post": "yes"})) == {"office-held"}
        assert Appointment.objects.filter(pk=held.pk).exists()
        desk.post(page, {"post": "yes", "publishing_reason": REASON})
        assert not Appointment.objects.filter(pk=held.pk).exists()
        assert_kept("official", held.official_id, "office-held", way="form", user=editor)

    def test_from_the_list(self, desk, editor, held):
        data = {"action": "delete_selected", "_selected_action": [held.pk], "post": "yes"}
        page = address("meetings_appointment_changelist")
        assert asked(desk.post(page, data)) == {"office-held"}
        assert Appointment.objects.filter(pk=held.pk).exists()
        desk.post(page, {**data, "publishing_reason": REASON})
        assert not Appointment.objects.filter(pk=held.pk).exists()
        assert_kept("official", held.official_id, "office-held", way="list", user=editor)


class TestReviewPage:
    """The pages that change one fact of a meeting beside its report."""

    @pytest.fixture
    def meeting(self):
        article = ArticleFactory(raw_text="التقيا في قصر الإليزيه في بغداد يوم 5 نوفمبر 2023.", published_on=None)
        meeting = MeetingFactory(sound=True)
        meeting.sources.update(article=article)
        return meeting

    def mark(self, desk, meeting, fact: str, quote: str, **more):
        data = {"article": meeting.sources.get().article_id, "quote": quote, "fact": fact, "confirmed": "1", **more}
        return desk.post(address("review-mark", meeting.pk), data)

    def test_marked_words(self, desk, editor, meeting):
        Article.objects.update(published_on=datetime.date(2023, 11, 2))
        data = {"date": "5/11/2023", "date_precision": "day"}
        assert asked(self.mark(desk, meeting, "date", "يوم 5 نوفمبر 2023", **data)) == {"reported-before"}
        assert not meeting.evidence.exists()
        self.mark(desk, meeting, "date", "يوم 5 نوفمبر 2023", **data, publishing_reason=REASON)
        assert_kept("meeting", meeting.pk, "reported-before", way="marking", user=editor)

    def test_the_only_words_for_a_date(self, desk, editor, meeting):
        Meeting.objects.update(date_basis="stated")
        words = EvidenceFactory(meeting=meeting, article=meeting.sources.get().article, fact="date", quote="يوم 5")
        page = address("review-unmark", words.pk)
        assert asked(desk.post(page)) == {"date-evidence"}
        assert meeting.evidence.exists()
        desk.post(page, {"publishing_reason": REASON})
        assert_kept("meeting", meeting.pk, "date-evidence", way="marking", user=editor)

    def test_a_value_of_a_source(self, desk, editor, meeting):
        Article.objects.update(published_on=datetime.date(2023, 11, 5))
        one = DisagreementFactory(meeting=meeting, fact="date", said="2023-12-05", recorded="2023-11-03")
        page = address("review-settle", one.pk)
        assert asked(desk.post(page, {"answer": "take"})) == {"reported-before"}
        desk.post(page, {"answer": "take", "publishing_reason": REASON})
        assert_kept("meeting", meeting.pk, "reported-before", way="review", user=editor)

    def test_another_holder_of_an_office(self, desk, editor, meeting, people):
        held = people[0].appointments.get()
        part = meeting.participations.order_by("pk").first()
        part.position = held.position
        part.save()
        page = address("review-holder", part.pk)
        data = {f"holder-{part.pk}-official": people[0].pk}
        assert asked(desk.post(page, data)) == {"office-held"}
        desk.post(page, {**data, "publishing_reason": REASON})
        assert_kept("meeting", meeting.pk, "office-held", way="review", user=editor)


class TestImportedLists:
    @pytest.fixture(autouse=True)
    def data_folder(self, settings, tmp_path):
        settings.DATA_DIR = tmp_path

    def send(self, desk, kind: str, table: str, **more):
        page = address(f"meetings_{kind}_import")
        checked = desk.post(page, {"file": SimpleUploadedFile("list.csv", table.encode())})
        return desk.post(page, {"token": checked.context["token"], **more})

    def test_places(self, desk, editor, abroad):
        MeetingFactory(sound=True, place=abroad)
        CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        table = f"slug,city_ar,city_en,country\n{abroad.slug},{abroad.city_ar},{abroad.city_en},FR\n"
        assert asked(self.send(desk, "place", table)) == {"place-country"}
        self.send(desk, "place", table, publishing_reason=REASON)
        assert_kept("place", abroad.pk, "place-country", way="import", user=editor)

    def test_appointments(self, desk, editor):
        held = AppointmentFactory()
        ParticipationFactory(meeting=MeetingFactory(sound=True), official=held.official, position=held.position)
        table = f"id,start\n{held.pk},2023-11-04\n"
        assert asked(self.send(desk, "appointment", table)) == {"office-held"}
        held.refresh_from_db()
        assert held.start == datetime.date(2022, 10, 27)
        self.send(desk, "appointment", table, publishing_reason=REASON)
        assert_kept("official", held.official_id, "office-held", way="import", user=editor)

    def test_an_appointment_that_goes_to_another_official(self, desk):
        held = AppointmentFactory()
        AppointmentFactory(official=held.official, position=held.position, start=datetime.date(2024, 1, 1))
        ParticipationFactory(meeting=MeetingFactory(sound=True), official=held.official, position=held.position)
        table = f"id,official\n{held.pk},{OfficialFactory().slug}\n"
        assert asked(self.send(desk, "appointment", table)) == {"office-held"}

    def test_outlets(self, desk, editor):
        outlet = OutletFactory(domain="")
        MeetingFactory(sound=True).sources.get()
        Article.objects.update(outlet=outlet, url="https://news.example.org/1")
        table = f"code,domain\n{outlet.code},ina.iq\n"
        assert asked(self.send(desk, "outlet", table)) == {"outlet-address"}
        self.send(desk, "outlet", table, publishing_reason=REASON)
        assert_kept("outlet", outlet.pk, "outlet-address", way="import", user=editor)


def test_merged_meetings_keep_the_reason_in_their_history(desk, editor, palace, abroad):
    kept = MeetingFactory(sound=True, place=abroad)
    others = [MeetingFactory(sound=True, venue_ar=palace), MeetingFactory(sound=True)]
    page = f"{address('meetings_meeting_merge', kept.pk)}?with={others[0].pk}&with={others[1].pk}"
    answer = {"venue": str(others[0].pk), "place": str(kept.pk)}
    assert asked(desk.post(page, answer)) == {"venue-country"}
    assert Meeting.objects.count() == 3
    desk.post(page, {**answer, "publishing_reason": REASON})
    assert_kept("meeting", kept.pk, "venue-country", way="merge", user=editor)


def test_the_question_in_arabic(desk, palace, abroad):
    meeting = MeetingFactory(sound=True, venue_ar=palace)
    data = {"action": "set_place", "_selected_action": [meeting.pk], "value": abroad.pk}
    with translation.override("ar"):
        page = desk.post(address("meetings_meeting_changelist"), data).content.decode()
    for words in ("لم يُحفظ شيء بعد", "سبب التغيير خلافًا للقاعدة", "الحفظ بهذا السبب", "العودة دون حفظ"):
        assert words in page
    assert "لم يُنشر" not in page
