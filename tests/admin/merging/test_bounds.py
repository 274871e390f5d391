"""The pages that merge and split at their bounds: how many records, which next page, which choices count."""

from types import SimpleNamespace

import pytest

from meetings.admin.merging import meetings as meeting_pages
from meetings.admin.merging import officials as official_pages
from meetings.admin.merging.shared import get_next_address, keep_next, make_conflict_row, read_note
from meetings.admin.merging.split_forms import SplitMeetingForm
from meetings.models import DifferentMeetings, LikelyDuplicate, Meeting, Merge, Official
from meetings.services import duplicate_suggestions
from meetings.services.merging.merge_officials import merge_officials
from meetings.services.merging.undo import undo
from tests.admin.conftest import address
from tests.factories import (
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    OrganisationFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


def side_by_side(kept, *others) -> str:
    return meeting_pages.make_side_by_side_address(kept.pk, [one.pk for one in others])


class TestMeetings:
    @pytest.mark.parametrize(("number", "is_shown"), [(1, False), (2, True), (6, True), (7, False)])
    def test_so_many_are_merged_from_the_list(self, desk, number, is_shown):
        ids = [record.pk for record in MeetingFactory.create_batch(number)]
        response = desk.post(
            address("meetings_meeting_changelist"), {"action": "merge_chosen", "_selected_action": ids}
        )
        expected = meeting_pages.make_side_by_side_address(ids[0], ids[1:])
        assert (response.get("Location") == expected) is is_shown

    def test_so_many_stand_side_by_side(self, desk):
        kept, *others = MeetingFactory.create_batch(7)
        shown = desk.get(side_by_side(kept, kept, *others)).context["records"]
        assert shown == [kept, *others[:5]]

    @pytest.mark.parametrize("query", ["", "?with=x", "?with=999999"])
    def test_without_another_record_one_is_chosen(self, desk, query):
        response = desk.get(address("meetings_meeting_merge", MeetingFactory().pk) + query)
        assert "found" in response.context

    def test_so_many_are_found(self, desk):
        kept = MeetingFactory()
        MeetingFactory.create_batch(21)
        page = address("meetings_meeting_merge", kept.pk)
        assert len(desk.get(page, {"q": "نظيره"}).context["found"]) == 20
        assert desk.get(page).context["found"] == []
        assert desk.get(page, {"q": " "}).context["found"] == []

    def test_each_record_can_be_the_one_that_stays(self, desk):
        one, two, three = MeetingFactory.create_batch(3)
        response = desk.get(side_by_side(one, two, three))
        assert response.context["exchanges"] == [
            side_by_side(one, two, three), side_by_side(two, one, three), side_by_side(three, one, two)
        ]  # fmt: skip

    def test_a_place_is_shown_by_its_name(self, desk):
        one, two = MeetingFactory(place=PlaceFactory()), MeetingFactory(place=PlaceFactory(slug="x", city_ar="أربيل"))
        rows = {row["name"]: row for row in desk.get(side_by_side(one, two)).context["conflicts"]}
        assert [option["value"] for option in rows["place"]["options"]] == [one.place, two.place]

    def test_the_record_that_is_looked_at_comes_first_in_a_pair(self):
        one, two = MeetingFactory(), MeetingFactory()
        pair = SimpleNamespace(first=one.pk, second=two.pk)
        for kept, records in ((None, [one, two]), (one, [one, two]), (two, [two, one])):
            [row] = meeting_pages._with_records([pair], kept)
            assert (row["records"], row["other"], row["address"]) == (records, records[1], side_by_side(*records))

    @pytest.mark.parametrize(("ids", "is_marked"), [([0, 1], True), ([0], False), ([0, 1, 2], False), ([0, 9], False)])
    def test_two_records_are_called_different(self, desk, ids, is_marked):
        records = MeetingFactory.create_batch(3)
        sent = [records[place].pk if place < 3 else 999_999 for place in ids]
        desk.post(address("meetings_meeting_alike"), {"different": sent})
        assert DifferentMeetings.objects.exists() is is_marked


class TestSplitForm:
    def form(self, meeting, **sent) -> SplitMeetingForm:
        data = {"headline_ar": "لقاء", "date": "4/11/2023", "date_precision": "day", "kind": "phone", **sent}
        form = SplitMeetingForm(data, meeting=meeting)
        assert form.is_valid(), form.errors
        return form

    @pytest.mark.parametrize(
        ("sent", "precision", "basis"),
        [
            ({}, "day", "editor"),
            ({"date_precision": "month"}, "month", "editor"),
            ({"date_precision": "unknown"}, "day", "editor"),
            ({"date": "", "date_precision": "month"}, "unknown", "unknown"),
        ],
    )
    def test_the_day_of_the_second_meeting(self, sent, precision, basis):
        facts = self.form(MeetingFactory(), **sent).facts()
        assert (facts["date_precision"], facts["date_basis"]) == (precision, basis)

    def test_the_place_of_each_part(self):
        meeting = MeetingFactory()
        one, two, three = (ParticipationFactory(meeting=meeting) for _ in range(3))
        sent = {f"participations-{one.pk}": "goes", f"participations-{two.pk}": "nonsense"}
        form = self.form(meeting, **sent)
        assert form.chosen("participations") == {one.pk: "goes"}
        assert [place for _part, _field, place in form.participations()] == ["goes", "", ""]
        assert [place for _part, _field, place in SplitMeetingForm(meeting=meeting).participations()] == [""] * 3
        assert three.pk not in form.chosen("participations")

    def test_only_the_words_of_the_meeting_itself_are_asked_for(self):
        meeting = MeetingFactory()
        article = SourceFactory(meeting=meeting).article
        part = ParticipationFactory(meeting=meeting)
        own = EvidenceFactory(meeting=meeting, article=article)
        EvidenceFactory(meeting=meeting, article=article, fact="participant", quote="فؤاد حسين", participation=part)
        assert [row for row, _field, _place in SplitMeetingForm(meeting=meeting).words()] == [own]

    def test_it_begins_with_the_facts_of_the_first(self):
        meeting = MeetingFactory(kind="phone", date_precision="month", place=PlaceFactory())
        form = SplitMeetingForm(meeting=meeting)
        assert (form["kind"].value(), form["date_precision"].value(), form["place"].value()) == (
            "phone", "month", meeting.place_id,
        )  # fmt: skip
        assert SplitMeetingForm(meeting=meeting, initial={"kind": "video"})["kind"].value() == "video"


class TestOfficials:
    def test_so_many_are_found(self, desk):
        kept = OfficialFactory()
        for number in range(21):
            OfficialNameFactory(official=OfficialFactory(name_ar=f"كريم {number}"))
        page = address("meetings_official_merge", kept.pk)
        assert len(desk.get(page, {"q": "كريم"}).context["found"]) == 20
        assert desk.get(page).context["found"] == []

    @pytest.mark.parametrize("is_first", [True, False])
    def test_the_likely_one_is_the_other_of_the_pair(self, desk, is_first):
        one, two, stranger = (OfficialFactory() for _ in range(3))
        LikelyDuplicate.objects.create(first=one, second=two, score=90)
        kept, other = (one, two) if is_first else (two, one)
        response = desk.get(address("meetings_official_merge", kept.pk))
        assert [card.official for card in response.context["likely"]] == [other]
        assert stranger not in [card.official for card in response.context["likely"]]

    def test_a_choice_that_there_is_not_does_not_count(self, desk):
        kept = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein", notes="A")
        other = OfficialFactory(name_ar="فوآد حسين", name_en="Fouad Hussein", notes="B")
        sent = {"name_ar": "nonsense", "name_en": "other", "notes": "both"}
        desk.post(official_pages.compare_address(kept.pk, other.pk), sent)
        kept.refresh_from_db()
        assert (kept.name_ar, kept.name_en, kept.notes) == ("فؤاد حسين", "Fouad Hussein", "A\n\nB")

    def test_notes_alone_can_be_kept_of_both(self, desk):
        kept, other = OfficialFactory(name_ar="أ", notes="A"), OfficialFactory(name_ar="ب", notes="B")
        rows = desk.get(official_pages.compare_address(kept.pk, other.pk)).context["conflicts"]
        assert {row["name"]: row["both"] for row in rows if row["name"] in ("name_ar", "notes")} == {
            "name_ar": False, "notes": True,
        }  # fmt: skip

    def test_what_was_ticked_for_a_split_stays_ticked(self, desk):
        official = OfficialFactory()
        one, two = ParticipationFactory(official=official), ParticipationFactory(official=official)
        body = ParticipationFactory(official=official, country=None, organisation=OrganisationFactory())
        page = address("meetings_official_split", official.pk)
        sent = {"name_ar": "", "participations": [one.pk], "group": [f"0-{body.organisation_id}"]}
        groups = desk.post(page, sent).context["groups"]
        found = {key: (is_whole, [ticked for _part, ticked in parts]) for key, is_whole, _side, parts in groups}
        country, whole = f"{one.country_id}-0", f"0-{body.organisation_id}"
        assert found[whole] == (True, [False])
        assert found[country][0] is False
        assert sorted(found[country][1]) == [False, True]
        assert desk.get(page).context["error"] == ""
        assert two.official == official

    def test_a_whole_group_goes_and_the_others_stay(self, desk):
        official = OfficialFactory()
        stays = ParticipationFactory(official=official)
        goes = ParticipationFactory(official=official, country=None, organisation=OrganisationFactory())
        sent = {"name_ar": "فؤاد معصوم", "group": [f"0-{goes.organisation_id}"]}
        desk.post(address("meetings_official_split", official.pk), sent)
        assert list(official.participations.all()) == [stays]


class TestLog:
    @pytest.fixture
    def merges(self):
        one, two, three, four = (OfficialFactory() for _ in range(4))
        made = [merge_officials(one.pk, two.pk, None), merge_officials(three.pk, four.pk, None)]
        undo(made[0], None)
        return made

    @pytest.mark.parametrize(("undone", "places"), [("", [1, 0]), ("no", [1]), ("yes", [0])])
    def test_merges_in_force_and_undone(self, desk, merges, undone, places):
        found = desk.get(address("meetings_merge_changelist"), {"undone": undone} if undone else {})
        assert sorted(one.pk for one in found.context["cl"].queryset) == sorted(merges[place].pk for place in places)

    def test_what_was_done_and_what_can_be_done(self, desk, merges, editor):
        page = desk.get(address("meetings_merge_changelist")).content.decode()
        assert page.count(" was merged into ") == 2
        assert "undone by –" in page
        assert address("meetings_merge_undo", merges[1].pk) in page
        assert address("meetings_merge_undo", merges[0].pk) not in page
        Merge.objects.filter(pk=merges[0].pk).update(undone_by=editor, action="split")
        page = desk.get(address("meetings_merge_changelist")).content.decode()
        assert "undone by editor" in page
        assert " was split off from " in page

    def test_an_undo_leads_to_the_record_that_is_there_again(self, desk, merges):
        other = merges[1].other_id
        page = address("meetings_merge_undo", merges[1].pk)
        assert desk.get(page).context["title"] == "Undo the merge"
        assert desk.post(page)["Location"] == address("meetings_official_change", other)
        assert Official.objects.filter(pk=other).exists()

    def test_a_decision_leads_back_to_the_list_it_came_from(self, desk):
        pair = LikelyDuplicate.objects.create(first=OfficialFactory(), second=OfficialFactory(), score=90)
        page, back = address("meetings_likelyduplicate_decide", pair.pk), address("meetings_likelyduplicate_changelist")
        assert desk.post(page, {"state": "later", "here": "not-same"})["Location"] == f"{back}?state=not-same"
        assert desk.post(page, {"state": "later", "here": "nonsense"})["Location"] == back
        assert desk.get(page).status_code == desk.get(address("meetings_likelyduplicate_search")).status_code == 403

    def test_the_list_shows_the_pairs_of_one_state(self, desk, monkeypatch):
        monkeypatch.setattr(duplicate_suggestions, "refresh_if_changed", lambda: None)
        for state in ("waiting", "later"):
            LikelyDuplicate.objects.create(first=OfficialFactory(), second=OfficialFactory(), score=90, state=state)
        page = address("meetings_likelyduplicate_changelist")
        for asked, state in (("later", "later"), ("waiting", "waiting"), ("nonsense", "waiting"), ("", "waiting")):
            context = desk.get(page, {"state": asked}).context
            assert (context["state"], [row["pair"].state for row in context["pairs"]]) == (state, [state])


def test_next_pages(rf):
    record = Meeting(pk=5)
    listed = {"alike": "meetings_meeting_alike"}
    for query, is_list in (("?next=alike", True), ("?next=x", False), ("", False)):
        request = rf.get(f"/{query}")
        there = address("meetings_meeting_alike") if is_list else address("meetings_meeting_change", 5)
        assert get_next_address(request, record, listed) == there
        assert keep_next(request, "/x/?a=1", listed) == ("/x/?a=1&next=alike" if is_list else "/x/?a=1")


def test_notes_and_rows_of_choices(rf):
    assert read_note(rf.post("/", {"note": "  " + "x" * 501})) == "x" * 500
    row = make_conflict_row("kind", Meeting._meta.get_field("kind"), [("kept", None, "phone")], "kept")
    assert [str(option["value"]) for option in row["options"]] == ["telephone call"]
