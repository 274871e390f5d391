"""The history at the desk: what forms, lists and actions leave there, its pages, and the way back."""

import html
import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import translation

from meetings.models import Meeting, Official, Place, Version
from meetings.services.history import recorded, select_versions, select_versions_of
from tests.admin.conftest import address, form_data
from tests.factories import (
    DisagreementFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
)


@pytest.fixture
def meeting(db):
    meeting = MeetingFactory(headline_en="They met", summary_ar="بحثا التعاون في بغداد")
    ParticipationFactory(meeting=meeting, official=OfficialFactory(name_en="Fuad Hussein"))
    return meeting


def changed(meeting, editor, **values: object) -> None:
    with recorded(editor):
        for name, value in values.items():
            setattr(meeting, name, value)
        meeting.save()


def text_of(response) -> str:
    page = response.content.decode()
    main = page[page.index('id="content-start"') :] if 'id="content-start"' in page else page
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


class TestWhatIsRecorded:
    def test_a_form_with_its_parts_is_one_version_with_its_reason(self, desk, editor, meeting):
        page = address("meetings_meeting_change", meeting.pk)
        form = desk.get(page)
        assert 'name="reason"' in form.content.decode()
        data = form_data(form, headline_en="They met again", reason="As the agency corrected")
        data["participations-0-role"] = "host"
        assert desk.post(page, data).status_code == 302
        version = select_versions(meeting)[0]
        assert (version.user, version.way, version.note) == (editor, "form", "As the agency corrected")
        assert set(version.facts) == {"headline_en", "participations"}
        assert select_versions(meeting).count() == 2

    def test_a_form_with_mistakes_leaves_none_and_keeps_the_reason(self, desk, meeting):
        page = address("meetings_meeting_change", meeting.pk)
        response = desk.post(page, form_data(desk.get(page), date="31/2/2023", reason="Kept in the box"))
        assert response.status_code == 200
        assert "Kept in the box" in response.content.decode()
        assert not Version.objects.exists()

    def test_a_new_record(self, desk, editor):
        page = address("meetings_place_add")
        desk.post(page, form_data(desk.get(page), city_ar="أربيل", city_en="Erbil"))
        assert [(one.change, one.user) for one in select_versions(Place.objects.get())] == [("entered", editor)]

    def test_deleting_from_the_form_and_from_the_list(self, desk, editor):
        first, second = PlaceFactory(), PlaceFactory(slug="x", city_ar="س")
        page = desk.get(address("meetings_place_delete", first.pk))
        assert "can be restored" in text_of(page)
        desk.post(address("meetings_place_delete", first.pk), {"post": "yes", "reason": "Entered twice"})
        desk.post(
            address("meetings_place_changelist"),
            {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes"},
        )
        one, other = select_versions_of("place", first.pk)[0], select_versions_of("place", second.pk)[0]
        assert (one.change, one.way, one.note, one.user) == ("deleted", "form", "Entered twice", editor)
        assert (other.change, other.way) == ("deleted", "list")

    def test_actions_of_lists(self, desk, meeting):
        page = address("meetings_meeting_changelist")
        desk.post(page, {"action": "reject", "_selected_action": [meeting.pk], "rejection": "duplicate"})
        assert (select_versions(meeting)[0].way, select_versions(meeting)[0].facts) == ("review", ["review_state"])

    def test_settling_disagreements_from_their_list(self, desk, meeting):
        found = DisagreementFactory(meeting=meeting)
        page = address("meetings_disagreement_changelist")
        desk.post(page, {"action": "settle", "_selected_action": [found.pk]})
        found.refresh_from_db()
        assert found.settled
        assert select_versions(meeting)[0].facts == ["disagreements"]

    def test_what_hangs_on_another_form(self, desk, editor):
        """The holders of an office stand in its form and belong to the officials."""
        position, official = PositionFactory(), OfficialFactory()
        page = address("meetings_position_change", position.pk)
        data = form_data(desk.get(page))
        data |= {"appointments-TOTAL_FORMS": 1, "appointments-0-official": official.pk}
        data |= {"appointments-0-start_precision": "day", "appointments-0-end_precision": "day"}
        assert desk.post(page, data).status_code == 302
        assert select_versions(official)[0].facts == ["appointments"]


class TestPages:
    def test_the_list_says_who_when_what_and_why(self, desk, editor, meeting):
        editor.first_name, editor.last_name = "سلمى", "العبيدي"
        editor.save()
        with recorded(editor, "So the ministry says"):
            meeting.kind = "visit"
            meeting.save()
        shown = text_of(desk.get(address("meetings_meeting_history", meeting.pk)))
        for words in ("They met", "سلمى العبيدي", "Changed", "Kind", "So the ministry says", "Before the history"):
            assert words in shown

    def test_a_record_that_nobody_touched(self, desk, meeting):
        response = desk.get(address("meetings_meeting_history", meeting.pk))
        assert "Nothing has changed yet" in text_of(response)

    def test_the_list_costs_few_queries(self, desk, editor, meeting, django_assert_max_num_queries):
        for number in range(12):
            changed(meeting, editor, venue_en=f"Hall {number}")
        page = address("meetings_meeting_history", meeting.pk)
        desk.get(page)
        with django_assert_max_num_queries(8):
            desk.get(page)

    def test_versions_compared_word_by_word_and_marked_for_every_reader(self, desk, editor, meeting):
        changed(meeting, editor, summary_ar="بحثا التعاون في أربيل")
        page = desk.get(address("meetings_meeting_compare", meeting.pk), {"a": 1, "b": 2}).content.decode()
        assert re.search(r"<del>.*?removed.*?</bdi>بغداد<", page)
        assert re.search(r"<ins>.*?added.*?</bdi>أربيل<", page)

    def test_the_order_of_choosing_does_not_matter(self, desk, editor, meeting):
        changed(meeting, editor, kind="visit")
        page = address("meetings_meeting_compare", meeting.pk)
        one, other = (text_of(desk.get(page, query)) for query in ({"a": 1, "b": 2}, {"a": 2, "b": 1}))
        assert "in person" in one
        assert one == other

    @pytest.mark.parametrize("query", [{}, {"a": 1}, {"a": 1, "b": 1}, {"a": "x", "b": "²"}, {"a": 1, "b": 9}])
    def test_a_choice_that_cannot_be_compared(self, desk, editor, meeting, query):
        changed(meeting, editor, kind="visit")
        response = desk.get(address("meetings_meeting_compare", meeting.pk), query, follow=True)
        assert response.redirect_chain
        assert "Choose two different versions" in response.content.decode()

    def test_one_version(self, desk, editor, meeting):
        changed(meeting, editor, kind="visit")
        shown = text_of(desk.get(address("meetings_meeting_version", meeting.pk, 2)))
        for words in ("What this action changed", "The record at that time", "Fuad Hussein – Iraq", "visit"):
            assert words in shown
        assert desk.get(address("meetings_meeting_version", meeting.pk, 7)).status_code == 404

    def test_values_are_shown_and_never_run(self, desk, editor, meeting):
        changed(meeting, editor, headline_en="<script>alert(1)</script>", occasion_en="<b>x</b>")
        for page in (
            address("meetings_meeting_history", meeting.pk),
            address("meetings_meeting_version", meeting.pk, 2),
            address("meetings_meeting_restore", meeting.pk, 1),
        ):
            shown = desk.get(page).content.decode()
            assert "<script>alert" not in shown
            assert "<b>x" not in shown

    def test_the_history_of_a_part_is_that_of_its_whole(self, desk, meeting):
        source = SourceFactory(meeting=meeting)
        evidence = EvidenceFactory(meeting=meeting, article=source.article)
        response = desk.get(address("meetings_evidence_history", evidence.pk))
        assert response["Location"] == address("meetings_meeting_history", meeting.pk)

    def test_kinds_without_a_history_of_their_own_have_djangos(self, desk, editor):
        assert desk.get(address("auth_user_history", editor.pk)).status_code == 200

    def test_a_number_that_no_record_ever_had(self, desk):
        assert desk.get(address("meetings_meeting_history", 987654)).status_code == 404

    def test_arabic(self, desk, editor, meeting):
        changed(meeting, editor, kind="visit")
        with translation.override("ar"):
            pages = [
                address("meetings_meeting_history", meeting.pk),
                address("meetings_meeting_version", meeting.pk, 2),
            ]
        for page in pages:
            shown = text_of(desk.get(page))
            assert "Version" not in shown
            assert "What" not in shown


class TestAllChanges:
    def test_the_latest_of_every_kind_and_of_whom_one_asks_for(self, desk, editor, meeting):
        changed(meeting, editor, kind="visit")
        with recorded(get_user_model().objects.create(username="salma"), "Twice", way=Version.Way.IMPORT):
            PlaceFactory()
        shown = text_of(desk.get(address("history")))
        for words in ("They met", "Baghdad, Iraq", "salma", "Twice", "import of a list", "Kind"):
            assert words in shown
        assert "before the history" not in shown.lower()
        narrowed = [({"who": "salma"}, "They met"), ({"kind": "meeting"}, "Baghdad"), ({"way": "import"}, "They met")]
        for query, absent in narrowed:
            assert absent not in text_of(desk.get(address("history"), query))

    def test_it_costs_few_queries(self, desk, editor, django_assert_max_num_queries):
        for number in range(8):
            with recorded(editor):
                PlaceFactory(slug=f"p{number}", city_ar=f"م{number}")
                changed(MeetingFactory(), editor, kind="visit")
        with django_assert_max_num_queries(10):
            desk.get(address("history"))

    def test_a_version_names_what_was_changed_together_with_it(self, desk, editor, meeting):
        official = meeting.participations.get().official
        with recorded(editor, way=Version.Way.MERGE):
            meeting.participations.get().delete()
            official.delete()
        shown = text_of(desk.get(address("meetings_meeting_version", meeting.pk, 2)))
        assert re.search("Changed in the same action\\s+Official\\s+Fuad Hussein", shown)

    def test_whoever_may_not_see_records_is_refused(self, client, db):
        client.force_login(get_user_model().objects.create(username="visitor", is_staff=True))
        assert client.get(address("history")).status_code == 403


class TestRestoring:
    def test_what_it_would_change_is_shown_first(self, desk, editor, meeting):
        changed(meeting, editor, kind="visit")
        shown = text_of(desk.get(address("meetings_meeting_restore", meeting.pk, 1)))
        assert re.search(r"visit\s.*in person", shown)
        meeting.refresh_from_db()
        assert meeting.kind == "visit"

    def test_the_review_state_stays(self, desk, editor, meeting):
        changed(meeting, editor, kind="visit", review_state="rejected")
        page = address("meetings_meeting_restore", meeting.pk, 1)
        shown = text_of(desk.get(page))
        assert "The review state stays as it is." in shown
        assert "published" not in shown.split("What restoring changes")[1]
        desk.post(page)
        meeting.refresh_from_db()
        assert (meeting.kind, meeting.review_state) == ("in-person", "rejected")

    def test_a_deleted_record_that_breaks_a_rule_is_a_draft(self, desk, editor):
        meeting = MeetingFactory(headline_en="They met alone")
        pk = meeting.pk
        desk.post(address("meetings_meeting_delete", pk), {"post": "yes"})
        page = address("meetings_meeting_restore", pk, 1)
        assert "published again, unless it breaks a rule" in text_of(desk.get(page))
        answer = text_of(desk.post(page, follow=True))
        assert "It is a draft now, because it breaks a rule of the archive." in answer
        assert Meeting.objects.get().review_state == "draft"

    def test_it_is_done_and_recorded(self, desk, editor, meeting):
        changed(meeting, editor, kind="visit")
        page = address("meetings_meeting_restore", meeting.pk, 1)
        response = desk.post(page, {"reason": "A mistake of mine"}, follow=True)
        assert "was restored to version 1" in response.content.decode()
        meeting.refresh_from_db()
        assert meeting.kind == "in-person"
        latest = select_versions(meeting)[0]
        assert (latest.change, latest.note, latest.user) == ("restored", "A mistake of mine", editor)

    def test_what_was_deleted_is_listed_and_comes_back(self, desk, meeting, django_assert_max_num_queries):
        for number in range(5):
            place = PlaceFactory(slug=f"place-{number}", city_ar=f"مدينة {number}", city_en=f"City {number}")
            desk.post(address("meetings_place_delete", place.pk), {"post": "yes"})
            assert not Place.objects.exists()
        assert address("meetings_place_deleted") in desk.get(address("meetings_place_changelist")).content.decode()
        with django_assert_max_num_queries(7):
            shown = text_of(desk.get(address("meetings_place_deleted")))
        assert "City 4, Iraq" in shown
        history = text_of(desk.get(address("meetings_place_history", place.pk)))
        assert "City 4" in history
        desk.post(address("meetings_place_restore", place.pk, 1))
        assert Place.objects.get().pk == place.pk
        desk.get(address("meetings_place_changelist"))  # which shows the message
        assert "City 4" not in text_of(desk.get(address("meetings_place_deleted")))

    def test_what_is_in_its_way_is_said_and_nothing_is_done(self, desk, editor, meeting):
        slug = meeting.slug
        changed(meeting, editor, slug="elsewhere")
        MeetingFactory(slug=slug, headline_en="Another one")
        page = address("meetings_meeting_restore", meeting.pk, 1)
        asked = desk.get(page)
        assert "Another one" in text_of(asked)
        assert 'type="submit"' not in asked.content.decode().split('id="content-main"')[1].split("<section")[0]
        assert "cannot be restored" in text_of(desk.post(page))
        meeting.refresh_from_db()
        assert meeting.slug == "elsewhere"

    def test_whoever_may_not_restore_is_refused(self, client, editor, meeting):
        changed(meeting, editor, kind="visit")
        contributor = get_user_model().objects.create(username="contributor", is_staff=True)
        contributor.groups.add(Group.objects.get(name="contributor"))
        client.force_login(contributor)
        assert "/restore/" not in client.get(address("meetings_meeting_history", meeting.pk)).content.decode()
        page = address("meetings_meeting_restore", meeting.pk, 1)
        assert client.get(page).status_code == 403
        assert client.post(page).status_code == 403
        assert Meeting.objects.get().kind == "visit"

    def test_whoever_may_not_see_a_record_does_not_see_its_history(self, client, editor, meeting):
        changed(meeting, editor, kind="visit")
        client.force_login(get_user_model().objects.create(username="visitor", is_staff=True))
        for page in (
            address("meetings_meeting_history", meeting.pk),
            address("meetings_meeting_version", meeting.pk, 1),
            address("meetings_meeting_deleted"),
        ):
            assert client.get(page).status_code == 403
        assert client.get(address("meetings_meeting_compare", meeting.pk), {"a": 1, "b": 2}).status_code == 403

    def test_a_record_taken_away_by_a_merge_says_so(self, desk, editor):
        official = OfficialFactory()
        pk = official.pk
        with recorded(editor, way=Version.Way.MERGE):
            official.delete()
        page = address("meetings_official_restore", pk, 1)
        assert "Undoing the merge restores more" in text_of(desk.get(page))
        desk.post(page)
        assert Official.objects.filter(pk=pk).exists()
