"""Merging, splitting, undoing and suggestions at the desk: what pages show, do, and refuse."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache

from meetings.models import LikelyDuplicate, Merge, Official, Participation
from meetings.services import duplicate_suggestions
from meetings.services.history import Way, recorded
from meetings.services.merging.merge_officials import merge_officials
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address, errors, form_data
from tests.factories import (
    AppointmentFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
)
from tests.services.dump import everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def kept():
    official = OfficialFactory(slug="fuad-hussein", name_ar="فؤاد حسين", name_en="Fuad Hussein")
    OfficialNameFactory(official=official, name="فؤاد حسين")
    OfficialNameFactory(official=official, name="Fuad Hussein", script="Latn")
    AppointmentFactory(official=official)
    ParticipationFactory.create_batch(3, official=official)
    return official


@pytest.fixture
def other():
    official = OfficialFactory(
        slug="fouad-hussein", name_ar="فوآد حسین", name_en="Fouad Hussein", review_state="draft", notes="New."
    )
    OfficialNameFactory(official=official, name="فوآد حسین")
    ParticipationFactory.create_batch(2, official=official)
    return official


@pytest.fixture
def contributor(client):
    user = get_user_model().objects.create(username="new", is_staff=True)
    give_role(user, UserRole.CONTRIBUTOR)
    client.force_login(user)
    return client


def compare(kept, other) -> str:
    return f"{address('meetings_official_merge', kept.pk)}?with={other.pk}"


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


class TestComparing:
    def test_both_records_stand_side_by_side_with_what_will_happen(self, desk, kept, other):
        page = desk.get(compare(kept, other)).content.decode()
        for text in ("فؤاد حسين", "Fouad Hussein", "3 meetings", "2 meetings", "2 meetings move.", "fouad-hussein"):
            assert text in page
        chosen = dict(re.findall(r'name="(\w+)"\s+value="(\w+)" checked', page))
        assert chosen == {"name_ar": "kept", "name_en": "kept", "review_state": "kept", "slug": "kept"}

    def test_only_the_address_is_asked_where_they_agree(self, desk, kept):
        twin = OfficialFactory(name_ar=kept.name_ar, name_en=kept.name_en)
        page = desk.get(compare(kept, twin)).content.decode()
        assert set(re.findall(r'type="radio"\s+name="(\w+)"', page)) == {"slug"}

    def test_a_meeting_of_both_is_pointed_at(self, desk, kept, other):
        meeting = MeetingFactory()
        for official in (kept, other):
            ParticipationFactory(meeting=meeting, official=official)
        assert "Both take part in 1 meeting" in desk.get(compare(kept, other)).content.decode()

    def test_the_number_of_queries_does_not_grow_with_what_they_hold(
        self, desk, kept, other, django_assert_max_num_queries
    ):
        ParticipationFactory.create_batch(20, official=other)
        with django_assert_max_num_queries(60):
            desk.get(compare(kept, other))

    def test_the_other_one_is_found_by_any_spelling_without_scripts(self, desk, kept, other):
        page = desk.get(address("meetings_official_merge", kept.pk), {"q": "فواد حسين"}).content.decode()
        assert f"?with={other.pk}" in page
        assert f"?with={kept.pk}" not in page

    def test_whom_it_may_be_is_offered(self, desk, kept, other):
        duplicate_suggestions.refresh()
        assert f"?with={other.pk}" in desk.get(address("meetings_official_merge", kept.pk)).content.decode()

    def test_with_oneself_or_nobody_it_is_not_possible(self, desk, kept):
        response = desk.get(compare(kept, kept), follow=True)
        assert said(response) == ["You chose the same record twice. Choose another one."]
        assert desk.get(f"{address('meetings_official_merge', kept.pk)}?with=999999").status_code == 404
        assert desk.get(f"{address('meetings_official_merge', kept.pk)}?with=x").status_code == 200


class TestWhichRecordIsKept:
    def test_the_published_one_also_if_the_editor_begins_at_the_draft(self, desk, kept, other):
        begun = desk.get(address("meetings_official_merge", other.pk)).content.decode()
        assert 'name="better"' in begun
        response = desk.get(address("meetings_official_merge", other.pk), {"with": kept.pk, "better": "1"})
        assert response["Location"] == compare(kept, other)

    def test_the_editor_can_switch(self, desk, kept, other):
        assert f"{other.pk}/merge/?with={kept.pk}" in desk.get(compare(kept, other)).content.decode()
        assert desk.get(compare(other, kept)).status_code == 200

    def test_the_readable_address_is_chosen_at_first(self, desk, kept, other):
        Official.objects.filter(pk=kept.pk).update(slug="fwad-hsyn")
        page = desk.get(compare(kept, other)).content.decode()
        assert re.search(r'name="slug"\s+value="other" checked', page)


class TestTwoEditors:
    def read_boxes(self, response):
        return dict(re.findall(r'name="(made_on_\d+)" value="(\d+)"', response.content.decode()))

    def change(self, editor, record):
        with recorded(editor, way=Way.FORM):
            record.name_en = "F. Hussein"
            record.save()

    def test_a_merge_on_a_version_that_changed_is_asked_again(self, desk, editor, kept, other):
        boxes = self.read_boxes(desk.get(compare(kept, other)))
        assert len(boxes) == 2
        self.change(editor, other)
        response = desk.post(compare(kept, other), {**boxes, "name_en": "other", "note": "One man"})
        page = response.content.decode()
        assert response.status_code == 409
        assert "F. Hussein" in page
        assert 'value="One man"' in page
        assert re.search(r'name="name_en"\s+value="other" checked', page)
        assert not Merge.objects.exists()
        desk.post(compare(kept, other), self.read_boxes(response))
        assert Merge.objects.exists()

    def test_a_split_too(self, desk, editor, kept):
        page = address("meetings_official_split", kept.pk)
        boxes = self.read_boxes(desk.get(page))
        self.change(editor, kept)
        data = {"name_ar": "فؤاد محمد", "participations": [kept.participations.first().pk]}
        response = desk.post(page, {**boxes, **data})
        assert response.status_code == 409
        assert "فؤاد محمد" in response.content.decode()
        assert not Merge.objects.exists()
        desk.post(page, {**self.read_boxes(response), **data})
        assert Merge.objects.exists()


class TestMerging:
    def test_posted_it_is_done_as_chosen_and_can_be_undone(self, desk, editor, kept, other):
        before = everything()
        data = {"name_ar": "kept", "name_en": "other", "review_state": "kept", "note": "One man"}
        response = desk.post(compare(kept, other), data, follow=True)
        assert response.redirect_chain[-1][0] == address("meetings_official_change", kept.pk)
        told, rules = said(response)
        assert "is now part of" in told
        assert "fewer than two sides" in rules  # of the meetings of the factory
        merge = Merge.objects.get()
        assert (merge.user, merge.note) == (editor, "One man")
        kept.refresh_from_db()
        assert (kept.name_ar, kept.name_en) == ("فؤاد حسين", "Fouad Hussein")
        undo = address("meetings_merge_undo", merge.pk)
        assert undo in told
        assert desk.get(undo).status_code == 200
        assert everything() != before  # looking changes nothing
        response = desk.post(undo, follow=True)
        assert said(response) == ["Undone. The records are as they were before."]
        assert everything() == before

    def test_two_chosen_in_the_list_are_compared_the_fuller_one_kept(self, desk, kept, other):
        data = {"action": "merge_chosen", "_selected_action": [other.pk, kept.pk]}
        response = desk.post(address("meetings_official_changelist"), data)
        assert response["Location"] == compare(kept, other)

    @pytest.mark.parametrize("count", [1, 3])
    def test_one_or_three_are_not_two(self, desk, count):
        chosen = OfficialFactory.create_batch(count)
        data = {"action": "merge_chosen", "_selected_action": [one.pk for one in chosen]}
        response = desk.post(address("meetings_official_changelist"), data, follow=True)
        assert said(response) == ["Choose exactly two records to merge."]

    def test_the_form_of_an_official_leads_there(self, desk, kept):
        page = desk.get(address("meetings_official_change", kept.pk)).content.decode()
        assert address("meetings_official_merge", kept.pk) in page
        assert address("meetings_official_split", kept.pk) in page

    def test_a_merge_that_came_in_between_is_told(self, desk, editor, kept, other):
        page = compare(kept, other)
        merge_officials(kept.pk, other.pk, editor)
        assert desk.post(page).status_code == 404


class TestUndoing:
    def test_what_was_changed_since_is_listed_and_asked_for(self, desk, editor, kept, other):
        merge = merge_officials(kept.pk, other.pk, editor)
        Official.objects.filter(pk=kept.pk).update(notes="Newer still.")
        merged = everything()
        undo = address("meetings_merge_undo", merge.pk)
        for response in (desk.get(undo), desk.post(undo)):
            assert "Newer still." in response.content.decode()
        assert everything() == merged
        desk.post(undo, {"anyway": "on"})
        assert Official.objects.filter(pk=other.pk).exists()

    def test_twice_it_says_so(self, desk, editor, kept, other):
        merge = merge_officials(kept.pk, other.pk, editor)
        undo = address("meetings_merge_undo", merge.pk)
        desk.post(undo, follow=True)
        assert said(desk.post(undo)) == ["This has already been undone."]

    def test_the_list_of_merges_tells_who_and_leads_back(self, desk, editor, kept, other):
        merge = merge_officials(kept.pk, other.pk, editor, note="One man")
        page = desk.get(address("meetings_merge_changelist")).content.decode()
        for text in ("فوآد حسین", "فؤاد حسين", "editor", "One man", address("meetings_merge_undo", merge.pk)):
            assert text in page

    def test_the_list_reads_no_rows_and_takes_few_queries(self, desk, editor, django_assert_max_num_queries):
        for _time in range(5):
            merge_officials(OfficialFactory().pk, OfficialFactory().pk, editor)
        with django_assert_max_num_queries(12):
            desk.get(address("meetings_merge_changelist"))

    def test_nobody_writes_merges_by_hand(self, desk, editor, kept, other):
        merge = merge_officials(kept.pk, other.pk, editor)
        assert desk.get(address("meetings_merge_add")).status_code == 403
        assert desk.post(address("meetings_merge_delete", merge.pk), {"post": "yes"}).status_code == 403


class TestSplitting:
    def test_what_was_chosen_goes_to_the_new_person(self, desk, kept):
        before = everything()
        page = desk.get(address("meetings_official_split", kept.pk)).content.decode()
        assert page.count('name="participations"') == 3
        part = kept.participations.first()
        data = {"name_ar": "فؤاد معصوم", "name_en": "Fuad Masum", "participations": [part.pk], "note": "Two men"}
        response = desk.post(address("meetings_official_split", kept.pk), data, follow=True)
        new = Official.objects.get(slug="fuad-masum")
        assert response.redirect_chain[-1][0] == address("meetings_official_change", new.pk)
        assert Participation.objects.get(pk=part.pk).official == new
        desk.post(address("meetings_merge_undo", Merge.objects.get().pk))
        assert everything() == before

    def test_all_meetings_for_a_side_are_chosen_at_once(self, desk, kept):
        part = kept.participations.first()
        data = {"name_ar": "فؤاد معصوم", "group": [f"{part.country_id}-0"]}
        desk.post(address("meetings_official_split", kept.pk), data)
        assert kept.participations.count() == 0

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self, desk, kept):
        name = kept.names.get(script="Arab")
        response = desk.post(
            address("meetings_official_split", kept.pk), {"name_ar": "فؤاد معصوم", "names": [name.pk], "note": "Two"}
        )
        page = response.content.decode()
        assert "This person is shown with the name" in page
        assert 'value="فؤاد معصوم"' in page
        assert 'value="Two"' in page
        response = desk.post(address("meetings_official_split", kept.pk), {"name_ar": "فؤاد معصوم"})
        assert "Choose at least one office or meeting" in response.content.decode()
        assert not Merge.objects.exists()


class TestSuggestions:
    @pytest.fixture
    def pair(self, kept, other):
        duplicate_suggestions.refresh()
        return LikelyDuplicate.objects.get()

    def test_they_are_listed_with_reasons(self, desk, pair, kept, other):
        page = desk.get(address("meetings_likelyduplicate_changelist")).content.decode()
        for text in ("فؤاد حسين", "Fouad Hussein", "both represent Iraq", f"with={other.pk}&amp;next=duplicates"):
            assert text in page

    @pytest.mark.parametrize(("state", "left"), [("not-same", 0), ("later", 0), ("waiting", 1), ("nonsense", 1)])
    def test_a_decision_is_remembered(self, desk, editor, pair, state, left):
        desk.post(address("meetings_likelyduplicate_decide", pair.pk), {"state": state})
        desk.post(address("meetings_likelyduplicate_search"))
        response = desk.get(address("meetings_likelyduplicate_changelist"))
        assert len(response.context["pairs"]) == left
        pair.refresh_from_db()
        assert pair.decided_by == (editor if state != "nonsense" else None)

    def test_merged_from_there_the_editor_goes_on_with_the_next(self, desk, pair, kept, other):
        response = desk.post(compare(kept, other) + "&next=duplicates", follow=True)
        assert response.redirect_chain[-1][0] == address("meetings_likelyduplicate_changelist")
        assert response.context["pairs"] == []

    def test_they_follow_the_archive(self, desk, kept):
        page = address("meetings_likelyduplicate_changelist")
        assert desk.get(page).context["pairs"] == []
        OfficialFactory(name_ar="فوآد حسین")
        assert len(desk.get(page).context["pairs"]) == 1

    def test_the_first_page_tells_of_new_ones(self, desk, kept):
        assert "No likely duplicates." in desk.get(address("index")).content.decode()
        OfficialFactory(name_ar="فوآد حسین")
        assert f"{address('meetings_official_merge', kept.pk)}?with=" in desk.get(address("index")).content.decode()

    def test_the_page_takes_few_queries_however_many_there_are(self, desk, django_assert_max_num_queries):
        for name in ("هاكان فيدان", "أيمن الصفدي", "بدر عبد العاطي", "جورجا ميلوني"):
            for _time in range(2):
                official = OfficialFactory(name_ar=name, name_en="")
                ParticipationFactory(official=official)
                AppointmentFactory(official=official)
        duplicate_suggestions.refresh_if_changed()
        with django_assert_max_num_queries(22):
            response = desk.get(address("meetings_likelyduplicate_changelist"))
        assert len(response.context["pairs"]) == 4


class TestRoles:
    def test_a_contributor_is_refused_every_page_and_nothing_happens(self, contributor, kept, other):
        one, two = (OfficialFactory(name_ar=name, name_en="") for name in ("نيجيرفان بارزاني", "أنطونيو غوتيريش"))
        merge = merge_officials(one.pk, two.pk, None)
        duplicate_suggestions.refresh()
        pair = LikelyDuplicate.objects.get(first__in=[kept, other], second__in=[kept, other])
        before = everything()
        for name, pk in (
            ("meetings_official_merge", kept.pk),
            ("meetings_official_split", kept.pk),
            ("meetings_merge_undo", merge.pk),
            ("meetings_likelyduplicate_decide", pair.pk),
        ):
            for method in (contributor.get, contributor.post):
                assert method(address(name, pk), {"state": "not-same"}).status_code == 403, name
        assert contributor.post(compare(kept, other)).status_code == 403
        assert contributor.get(address("meetings_likelyduplicate_changelist")).status_code == 403
        assert contributor.get(address("meetings_merge_changelist")).status_code == 403
        data = {"action": "merge_chosen", "_selected_action": [kept.pk, other.pk]}
        assert contributor.post(address("meetings_official_changelist"), data).status_code == 403
        assert everything() == before

    def test_a_contributor_is_not_shown_the_way(self, contributor, kept):
        page = contributor.get(address("meetings_official_change", kept.pk)).content.decode()
        assert address("meetings_official_merge", kept.pk) not in page


class TestAddresses:
    def test_an_address_changed_in_the_form_leads_to_the_record(self, desk, client, kept):
        page = address("meetings_official_change", kept.pk)
        desk.post(page, form_data(desk.get(page), slug="fuad-mohammed-hussein"))
        assert client.get("/en/officials/fuad-hussein/")["Location"] == "/en/officials/fuad-mohammed-hussein/"

    def test_what_was_anothers_is_refused_and_ones_own_is_not(self, desk, kept, other):
        page, others = (address("meetings_official_change", one.pk) for one in (kept, other))
        desk.post(page, form_data(desk.get(page), slug="fuad-mohammed-hussein"))
        response = desk.post(others, form_data(desk.get(others), slug="fuad-hussein"))
        assert errors(response) == [
            "This URL led to another record before. Choose another one, so that old citations stay right."
        ]
        desk.post(page, form_data(desk.get(page), slug="fuad-hussein"))
        assert Official.objects.get(pk=kept.pk).slug == "fuad-hussein"
