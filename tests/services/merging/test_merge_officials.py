"""Two records of one person become one without loss, and taking that back brings every row back as it was."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import translation

from meetings.models import (
    Appointment,
    Evidence,
    LikelyDuplicate,
    Meeting,
    Merge,
    Official,
    OfficialName,
    OldAddress,
    Participation,
    Version,
)
from meetings.queries.old_addresses import find_by_old_address
from meetings.services.merging.merge_officials import MergeRefusedError, merge_officials
from meetings.services.merging.undo import ChangedSinceError, UndoRefusedError, list_changes_since, undo
from meetings.services.roles import UserRole, give_role
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    IdentifierFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PositionFactory,
)
from tests.services.dump import everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def arabic():
    with translation.override("ar"):
        yield


@pytest.fixture
def editor(db):
    user = get_user_model().objects.create(username="salma")
    give_role(user, UserRole.EDITOR)
    return get_user_model().objects.get(pk=user.pk)


@pytest.fixture
def kept():
    """Fuad Hussein as the archive has him."""
    official = OfficialFactory(slug="fuad-hussein", name_ar="فؤاد حسين", name_en="Fuad Hussein", notes="Checked.")
    OfficialNameFactory(official=official, name="فؤاد حسين")
    OfficialNameFactory(official=official, name="Fuad Hussein", script="Latn")
    AppointmentFactory(official=official, start=datetime.date(2020, 6, 6), source_url="https://mofa.gov.iq/")
    ParticipationFactory(official=official)
    return official


@pytest.fixture
def other():
    """The same man under another spelling."""
    official = OfficialFactory(slug="fwad-hsyn", name_ar="فوآد حسین", name_en="", review_state="draft", notes="New.")
    OfficialNameFactory(official=official, name="فوآد حسین")
    OfficialNameFactory(official=official, name="Fouad Hussein", script="Latn", kind="alias")
    ParticipationFactory(official=official)
    ParticipationFactory(official=official)
    return official


@pytest.fixture
def bystander():
    """Somebody whom all this does not concern, in a meeting with each of them."""
    return OfficialFactory(slug="ayman-safadi", name_ar="أيمن الصفدي", name_en="Ayman Safadi")


class TestMerging:
    def test_everything_of_the_other_becomes_the_kept_ones(self, kept, other, editor):
        meetings = set(Meeting.objects.all())
        merge = merge_officials(kept.pk, other.pk, editor, note="One man, two spellings")
        assert not Official.objects.filter(pk=other.pk).exists()
        assert set(Meeting.objects.of_official(kept)) == meetings
        names = {name.name: name.kind for name in kept.names.all()}
        assert names == {
            "فؤاد حسين": "main",
            "Fuad Hussein": "main",
            "فوآد حسین": "alias",
            "Fouad Hussein": "alias",
        }
        assert (merge.kept_id, merge.other_id, merge.user, merge.note) == (
            kept.pk,
            other.pk,
            editor,
            "One man, two spellings",
        )
        assert (merge.kept_name, merge.other_name) == ("فؤاد حسين", "فوآد حسین")

    def test_of_what_differs_the_chosen_value_stays_and_the_losing_name_becomes_an_alias(self, kept, other, editor):
        choices = {"name_ar": "other", "name_en": "kept", "review_state": "other", "notes": "kept"}
        merge_officials(kept.pk, other.pk, editor, choices)
        kept.refresh_from_db()
        assert (kept.name_ar, kept.name_en, kept.review_state, kept.notes) == (
            "فوآد حسین",
            "Fuad Hussein",
            "draft",
            "Checked.",
        )
        kinds = {name.name: name.kind for name in kept.names.all()}
        assert kinds["فوآد حسین"] == "main"
        assert kinds["فؤاد حسين"] == "alias"

    def test_without_a_choice_what_is_there_and_what_the_public_sees_stays(self, other, kept, editor):
        merge_officials(other.pk, kept.pk, editor)
        other.refresh_from_db()
        assert (other.name_ar, other.name_en) == ("فوآد حسین", "Fuad Hussein")
        assert other.review_state == "published"
        assert other.notes == "New.\n\nChecked."

    def test_a_name_that_was_not_listed_stays_findable(self, kept, editor):
        unlisted = OfficialFactory(name_ar="فؤاد محمد حسين", name_en="Fuad M. Hussein")
        merge_officials(kept.pk, unlisted.pk, editor)
        assert set(Official.objects.named("فؤاد محمد حسين")) == {kept}
        assert set(Official.objects.named("fuad m. hussein")) == {kept}

    def test_one_meeting_of_both_keeps_one_of_them_with_the_evidence_of_both(self, kept, other, editor):
        meeting = MeetingFactory(review_state="draft")  # one side is left
        article = ArticleFactory()
        mine = ParticipationFactory(
            meeting=meeting, official=kept, basis="inferred", role="party", country=None, title_ar="وزير"
        )
        its = ParticipationFactory(
            meeting=meeting, official=other, role="host", title_ar="وزير الخارجية العراقي", name_as_written="فوآد حسین"
        )
        same = {"meeting": meeting, "article": article, "fact": "participant", "quote": "فؤاد حسين"}
        EvidenceFactory(**same, participation=mine)
        EvidenceFactory(**same, participation=its)
        title = EvidenceFactory(**{**same, "fact": "title", "quote": "وزير الخارجية العراقي"}, participation=its)
        merge_officials(kept.pk, other.pk, editor)
        part = Participation.objects.get(meeting=meeting)
        assert part.pk == mine.pk
        assert (part.basis, part.role, part.country_id, part.name_as_written) == (
            "stated",
            "host",
            its.country_id,
            "فوآد حسین",
        )
        assert part.evidence.count() == 2
        assert title in part.evidence.all()
        kept.refresh_from_db()
        assert part.title_ar == "وزير"
        assert "وزير الخارجية العراقي" in kept.notes  # what could not be joined is not lost

    def test_one_office_of_both_is_held_once_with_the_more_exact_dates(self, kept, other, editor):
        office = kept.appointments.get().position
        AppointmentFactory(
            official=other,
            position=office,
            start=datetime.date(2020, 1, 1),
            start_precision="year",
            end=datetime.date(2022, 10, 27),
        )
        elsewhere = AppointmentFactory(official=other, position=PositionFactory(code="iq-deputy", title_ar="نائب"))
        merge_officials(kept.pk, other.pk, editor)
        held = kept.appointments.get(position=office)
        assert (held.start, held.start_precision, held.end) == (
            datetime.date(2020, 6, 6),
            "day",
            datetime.date(2022, 10, 27),
        )
        assert kept.appointments.get(pk=elsewhere.pk)

    def test_offices_held_twice_are_two_and_dates_that_contradict_are_written_down(self, kept, other, editor):
        office = kept.appointments.get().position
        again = AppointmentFactory(official=other, position=office, start=datetime.date(2025, 1, 1))
        contradicting = AppointmentFactory(
            official=other,
            position=office,
            start=datetime.date(2020, 6, 6),
            end=datetime.date(2021, 1, 1),
            source_url="https://www.wikidata.org/",
        )
        kept.appointments.update(end=datetime.date(2022, 10, 27))
        merge_officials(kept.pk, other.pk, editor)
        assert set(kept.appointments.filter(position=office).values_list("start", "end")) == {
            (datetime.date(2020, 6, 6), datetime.date(2022, 10, 27)),
            (again.start, None),
        }
        kept.refresh_from_db()
        assert str(contradicting.end) in kept.notes
        assert contradicting.source_url in kept.notes

    def test_what_an_editor_said_of_the_other_holds_for_the_kept_one(self, kept, other, bystander, editor):
        pair = LikelyDuplicate.objects.create(first=kept, second=other, score=90)
        LikelyDuplicate.objects.create(first=other, second=bystander, score=60, state="not-same")
        merge_officials(kept.pk, other.pk, editor)
        assert not LikelyDuplicate.objects.filter(pk=pair.pk).exists()
        said = LikelyDuplicate.objects.get()
        assert (said.first, said.second, said.state) == (kept, bystander, "not-same")

    def test_with_oneself_or_with_one_who_is_gone_it_is_refused(self, kept, other, editor):
        before = everything()
        with pytest.raises(MergeRefusedError, match="السجل نفسه مرتين"):
            merge_officials(kept.pk, kept.pk, editor)
        with pytest.raises(MergeRefusedError, match="دُمج أحد هذه السجلات"):
            merge_officials(kept.pk, 10**6, editor)
        assert everything() == before
        assert not Merge.objects.exists()

    def test_who_may_not_merge_is_refused_and_nothing_happens(self, kept, other):
        contributor = get_user_model().objects.create(username="new")
        give_role(contributor, UserRole.CONTRIBUTOR)
        before = everything()
        with pytest.raises(PermissionDenied):
            merge_officials(kept.pk, other.pk, contributor)
        assert everything() == before

    def test_the_history_of_each_record_tells_of_it(self, kept, other, editor):
        merge_officials(kept.pk, other.pk, editor, note="One man")
        told = Version.objects.filter(way="merge", user=editor, note="One man")
        assert {(version.kind, version.record_id, version.change) for version in told} >= {
            ("official", kept.pk, "changed"),
            ("official", other.pk, "deleted"),
        }
        assert len({version.action for version in told}) == 1


class TestAddresses:
    def test_the_old_address_leads_to_the_kept_record_until_it_is_undone(self, kept, other, editor):
        merge = merge_officials(kept.pk, other.pk, editor)
        assert find_by_old_address(Official, "fwad-hsyn") == kept
        undo(merge, editor)
        assert find_by_old_address(Official, "fwad-hsyn") is None
        assert Official.objects.get(slug="fwad-hsyn") == other

    def test_addresses_that_the_other_had_before_lead_straight_to_the_kept_record(self, kept, other, editor):
        other.slug = "fouad-hussein"
        other.save()
        merge = merge_officials(kept.pk, other.pk, editor)
        assert find_by_old_address(Official, "fwad-hsyn") == find_by_old_address(Official, "fouad-hussein") == kept
        undo(merge, editor)
        assert find_by_old_address(Official, "fwad-hsyn") == other


class TestUndoing:
    @pytest.fixture
    def tangled(self, kept, other, bystander):
        """Both in one meeting, in one office, suggested and known by old addresses: all that a merge must untangle."""
        meeting = MeetingFactory()
        article = ArticleFactory()
        parts = [
            ParticipationFactory(meeting=meeting, official=official, role=role)
            for official, role in ((other, "host"), (bystander, "guest"), (kept, "party"))
        ]
        for part in parts:
            EvidenceFactory(meeting=meeting, article=article, participation=part, fact="participant", quote="فؤاد حسين")
        EvidenceFactory(meeting=meeting, article=article, participation=parts[0], fact="title", quote="وزير الخارجية")
        AppointmentFactory(official=other, start=None, end=datetime.date(2024, 1, 1))
        AppointmentFactory(official=other, position=PositionFactory(code="iq-deputy", title_ar="نائب"), start=None)
        LikelyDuplicate.objects.create(first=kept, second=other, score=90)
        LikelyDuplicate.objects.create(first=other, second=bystander, score=60, state="not-same")
        other.slug = "fouad-hussein"
        other.save()
        return meeting

    @pytest.mark.parametrize(
        "choices",
        [None, {"name_ar": "other", "name_en": "other", "review_state": "other", "notes": "other"}],
        ids=["suggested", "the other's"],
    )
    def test_every_row_is_as_it_was(self, tangled, kept, other, editor, choices):
        before = everything()
        merge = merge_officials(kept.pk, other.pk, editor, choices)
        merged = everything()
        assert merged["meetings.official"].keys() != before["meetings.official"].keys()
        assert merged["meetings.evidence"] != before["meetings.evidence"]
        assert list_changes_since(merge) == []
        assert undo(merge, editor).undone_by == editor
        assert everything() == before

    def test_the_way_round_makes_no_difference(self, tangled, kept, other, editor):
        before = everything()
        undo(merge_officials(other.pk, kept.pk, editor), editor)
        assert everything() == before

    def test_a_merge_of_a_merge_is_undone_in_order(self, tangled, kept, other, bystander, editor):
        states = [everything()]
        first = merge_officials(kept.pk, other.pk, editor)
        states.append(everything())
        second = merge_officials(bystander.pk, kept.pk, editor)
        merged = everything()
        assert find_by_old_address(Official, "fwad-hsyn") == bystander
        with pytest.raises(UndoRefusedError, match="تراجع أولًا"):
            undo(first, editor)
        assert everything() == merged
        undo(second, editor)
        assert everything() == states[1]
        undo(first, editor)
        assert everything() == states[0]

    def test_it_is_undone_once(self, kept, other, editor):
        merge = merge_officials(kept.pk, other.pk, editor)
        undo(merge, editor)
        with pytest.raises(UndoRefusedError, match="سبق"):
            undo(merge, editor)

    def test_it_can_be_merged_again(self, tangled, kept, other, editor):
        before = everything()
        for _time in range(2):
            undo(merge_officials(kept.pk, other.pk, editor), editor)
        assert everything() == before

    def test_who_may_not_merge_may_not_undo(self, kept, other, editor):
        merge = merge_officials(kept.pk, other.pk, editor)
        contributor = get_user_model().objects.create(username="new")
        give_role(contributor, UserRole.CONTRIBUTOR)
        merged = everything()
        with pytest.raises(PermissionDenied):
            undo(merge, contributor)
        assert everything() == merged

    def test_the_history_tells_of_it(self, kept, other, editor):
        undo(merge_officials(kept.pk, other.pk, editor), editor, note="Two men after all")
        told = Version.objects.filter(way="unmerge", user=editor, note="Two men after all", kind="official")
        assert {(version.record_id, version.change) for version in told} == {
            (kept.pk, "changed"),
            (other.pk, "restored"),
        }

    def test_no_row_refers_to_one_that_is_not_there(self, tangled, kept, other, editor):
        undo(merge_officials(kept.pk, other.pk, editor), editor)
        connection.check_constraints()


class TestChangedSince:
    def test_what_was_added_since_stays_with_the_kept_person(self, kept, other, editor):
        merge = merge_officials(kept.pk, other.pk, editor)
        added = ParticipationFactory(official=kept)
        name = OfficialNameFactory(official=kept, name="فؤاد محمد حسين")
        undo(merge, editor)
        assert Participation.objects.get(pk=added.pk).official == kept
        assert OfficialName.objects.get(pk=name.pk).official == kept
        assert other.participations.count() == 2

    def test_evidence_added_since_goes_with_its_participation(self, kept, other, editor):
        part = other.participations.first()
        merge = merge_officials(kept.pk, other.pk, editor)
        added = EvidenceFactory(meeting=part.meeting, participation=part, fact="participant", quote="فؤاد حسين")
        undo(merge, editor)
        assert Evidence.objects.get(pk=added.pk).participation.official == other

    def test_what_the_merge_had_left_alone_stays_as_it_was_changed_since(self, kept, other, editor):
        part = other.participations.first()
        merge = merge_officials(kept.pk, other.pk, editor)
        Participation.objects.filter(pk=part.pk).update(title_ar="وزير الخارجية")
        Official.objects.filter(pk=kept.pk).update(name_en="Fuad Mohammed Hussein")
        assert list_changes_since(merge) == []
        undo(merge, editor)
        part.refresh_from_db()
        assert (part.title_ar, part.official) == ("وزير الخارجية", other)
        kept.refresh_from_db()
        assert kept.name_en == "Fuad Mohammed Hussein"
        assert kept.notes == "Checked."

    def test_what_both_changed_is_told_first_and_nothing_is_done(self, kept, other, editor):
        merge = merge_officials(kept.pk, other.pk, editor)
        Official.objects.filter(pk=kept.pk).update(notes="Newer still.")
        merged = everything()
        with pytest.raises(ChangedSinceError) as told:
            undo(merge, editor)
        (change,) = told.value.changes
        assert (change.now, change.then) == ("Newer still.", "Checked.")
        assert "فؤاد حسين" in change.what
        assert everything() == merged
        undo(merge, editor, anyway=True)
        kept.refresh_from_db()
        assert kept.notes == "Checked."

    def test_a_participation_given_to_somebody_else_since_is_told(self, kept, other, bystander, editor):
        part = other.participations.first()
        merge = merge_officials(kept.pk, other.pk, editor)
        Participation.objects.filter(pk=part.pk).update(official=bystander)
        (change,) = list_changes_since(merge)
        assert "أيمن الصفدي" in (change.what + change.now)

    def test_what_was_deleted_since_is_told_and_comes_back_when_wanted(self, kept, other, editor):
        part = other.participations.first()
        before = everything()
        merge = merge_officials(kept.pk, other.pk, editor)
        Participation.objects.get(pk=part.pk).delete()
        with pytest.raises(ChangedSinceError):
            undo(merge, editor)
        undo(merge, editor, anyway=True)
        assert everything() == before

    def test_what_belonged_to_a_meeting_deleted_since_stays_deleted(self, kept, other, editor):
        part = other.participations.first()
        merge = merge_officials(kept.pk, other.pk, editor)
        part.meeting.delete()
        assert len(list_changes_since(merge)) >= 1
        undo(merge, editor, anyway=True)
        assert other.participations.count() == 1
        connection.check_constraints()

    def test_a_place_in_a_meeting_that_was_taken_since_is_found_at_its_end(self, kept, other, bystander, editor):
        meeting = MeetingFactory()
        ParticipationFactory(meeting=meeting, official=kept)
        ParticipationFactory(meeting=meeting, official=other)
        merge = merge_officials(kept.pk, other.pk, editor)
        ParticipationFactory(meeting=meeting, official=bystander)  # in the free place
        undo(merge, editor)
        assert [part.official for part in meeting.participations.order_by("order")] == [kept, bystander, other]

    def test_an_address_given_to_somebody_else_since_is_told_and_nothing_is_done(self, kept, other, bystander, editor):
        merge = merge_officials(kept.pk, other.pk, editor)
        Official.objects.filter(pk=bystander.pk).update(slug=other.slug)
        merged = everything()
        with pytest.raises(UndoRefusedError, match="أيمن الصفدي"):
            undo(merge, editor, anyway=True)
        assert everything() == merged


def test_hundreds_of_meetings_take_few_statements(kept, other, editor, django_assert_max_num_queries):
    """Two statements a row would make a merge of a head of state a matter of minutes."""
    country = CountryFactory()
    for _time in range(40):
        ParticipationFactory(official=other, country=country)
    with django_assert_max_num_queries(216):
        merge_officials(kept.pk, other.pk, editor)
    assert Participation.objects.filter(official=kept).count() == 43
    assert not OldAddress.objects.filter(record_id=other.pk).exists()
    assert Appointment.objects.get().official == kept


def test_identifiers_move_and_come_back(editor, kept, other):
    IdentifierFactory(official=kept, value="Q1")
    moved = IdentifierFactory(official=other, scheme="viaf", value="113230702")
    before = everything()
    merge = merge_officials(kept.pk, other.pk, editor)
    assert set(kept.identifiers.values_list("value", flat=True)) == {"Q1", "113230702"}
    undo(merge, editor)
    moved.refresh_from_db()
    assert moved.official == other
    assert everything() == before


def test_the_more_readable_address_stays_also_if_the_other_record_has_it(kept, other, editor):
    before = everything()
    merge = merge_officials(other.pk, kept.pk, editor)
    other.refresh_from_db()
    assert (other.slug, other.review_state) == ("fuad-hussein", "published")
    assert find_by_old_address(Official, "fwad-hsyn") == other
    assert find_by_old_address(Official, "fuad-hussein") is None  # it is the present one
    undo(merge, editor)
    assert everything() == before


def test_the_editor_chooses_the_address(kept, other, editor):
    merge_officials(kept.pk, other.pk, editor, {"slug": "other"})
    kept.refresh_from_db()
    assert kept.slug == "fwad-hsyn"
    assert find_by_old_address(Official, "fuad-hussein") == kept
