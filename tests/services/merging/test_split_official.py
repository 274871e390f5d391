"""One record of two people becomes two, and taking that back brings every row back as it was."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import translation

from meetings.models import LikelyDuplicate, Merge, Official, OfficialName, Participation, Version
from meetings.queries.old_addresses import find_by_old_address
from meetings.services.merging.merge_officials import merge_officials
from meetings.services.merging.split_official import SplitRefusedError, split_official
from meetings.services.merging.undo import UndoRefusedError, list_changes_since, undo
from meetings.services.roles import UserRole, give_role
from tests.factories import (
    AppointmentFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PositionFactory,
)
from tests.services.dump import everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor(db):
    user = get_user_model().objects.create(username="salma")
    give_role(user, UserRole.EDITOR)
    return get_user_model().objects.get(pk=user.pk)


@pytest.fixture
def mixed():
    """Fuad Hussein with what belongs to Fuad Masum, president of Iraq before him."""
    official = OfficialFactory(slug="fuad-hussein", name_ar="فؤاد حسين", name_en="Fuad Hussein")
    for name in ("فؤاد حسين", "فؤاد معصوم"):
        OfficialNameFactory(official=official, name=name)
    AppointmentFactory(official=official)
    president = PositionFactory(code="iq-president", title_ar="رئيس جمهورية العراق")
    AppointmentFactory(official=official, position=president, start=datetime.date(2014, 7, 24))
    for year in (2015, 2016, 2022):
        part = ParticipationFactory(official=official, meeting=MeetingFactory(date=datetime.date(year, 5, 1)))
        EvidenceFactory(meeting=part.meeting, participation=part, fact="participant", quote="فؤاد حسين")
    return official


def split(mixed, user, **chosen) -> Merge:
    """Fuad Masum taken out, with all that is his unless told otherwise."""
    his = {
        "names": mixed.names.filter(name="فؤاد معصوم").values_list("pk", flat=True),
        "appointments": mixed.appointments.filter(position__code="iq-president").values_list("pk", flat=True),
        "participations": mixed.participations.filter(meeting__date__year__lt=2017).values_list("pk", flat=True),
    }
    return split_official(mixed.pk, user, "فؤاد معصوم", "Fuad Masum", **{**his, **chosen}, note="Two presidents")


def test_what_was_chosen_goes_and_the_rest_stays(mixed, editor):
    merge = split(mixed, editor)
    new = Official.objects.get(pk=merge.other_id)
    assert (new.slug, new.name_ar, new.review_state, new.created_by) == (
        "fuad-masum",
        "فؤاد معصوم",
        "published",
        editor,
    )
    assert set(new.names.values_list("name", flat=True)) == {"فؤاد معصوم", "Fuad Masum"}
    assert new.participations.count() == 2
    assert [appointment.position.code for appointment in new.appointments.all()] == ["iq-president"]
    assert list(mixed.names.values_list("name", flat=True)) == ["فؤاد حسين"]
    assert mixed.participations.count() == 1
    assert Official.objects.get(slug="fuad-hussein") == mixed
    assert (merge.action, merge.kept_name, merge.other_name, merge.note) == (
        "split",
        "فؤاد حسين",
        "فؤاد معصوم",
        "Two presidents",
    )


def test_undone_every_row_is_as_it_was(mixed, editor):
    before = everything()
    merge = split(mixed, editor)
    assert everything() != before
    assert list_changes_since(merge) == []
    undo(merge, editor)
    assert everything() == before
    connection.check_constraints()


def test_what_was_added_to_the_new_person_goes_to_the_first(mixed, editor):
    merge = split(mixed, editor)
    new = Official.objects.get(pk=merge.other_id)
    part, name = ParticipationFactory(official=new), OfficialNameFactory(official=new, name="محمد فؤاد معصوم")
    OfficialNameFactory(official=new, name="فؤاد حسين")  # the first has it already
    LikelyDuplicate.objects.create(first=mixed, second=new, score=60)
    undo(merge, editor)
    assert Participation.objects.get(pk=part.pk).official == mixed
    assert OfficialName.objects.get(pk=name.pk).official == mixed
    assert mixed.names.filter(name="فؤاد حسين").count() == 1
    assert not LikelyDuplicate.objects.exists()
    connection.check_constraints()


def test_a_meeting_that_both_took_part_in_since_stands_in_the_way(mixed, editor):
    merge = split(mixed, editor)
    meeting = mixed.participations.get().meeting
    ParticipationFactory(meeting=meeting, official=Official.objects.get(pk=merge.other_id))
    after = everything()
    with pytest.raises(UndoRefusedError, match="Fuad Masum was added later"):
        undo(merge, editor, anyway=True)
    assert everything() == after


def test_a_changed_name_of_the_new_person_is_told_before_it_goes(mixed, editor):
    merge = split(mixed, editor)
    Official.objects.filter(pk=merge.other_id).update(name_en="Mohammed Fuad Masum")
    (change,) = list_changes_since(merge)
    assert change.now == "Mohammed Fuad Masum"
    undo(merge, editor, anyway=True)
    assert not Official.objects.filter(pk=merge.other_id).exists()


def test_split_and_merged_again_leads_both_addresses_to_one(mixed, editor):
    before = everything()
    first = split(mixed, editor)
    second = merge_officials(mixed.pk, first.other_id, editor)
    assert find_by_old_address(Official, "fuad-masum") == mixed
    assert mixed.participations.count() == 3
    undo(second, editor)
    undo(first, editor)
    assert everything() == before


def test_an_address_is_never_anothers(mixed, editor):
    merge = split(mixed, editor)
    undo(merge, editor)
    assert Official.objects.get(pk=split(mixed, editor).other_id).slug in ("fuad-masum", "fuad-masum-2")
    assert find_by_old_address(Official, "fuad-hussein") is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"appointments": [], "participations": []}, "at least one office or meeting"),
        ({"participations": [10**6]}, "no longer belong"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_done(mixed, editor, changes, reason):
    before = everything()
    with pytest.raises(SplitRefusedError, match=reason):
        split(mixed, editor, **changes)
    assert everything() == before


def test_the_name_that_is_shown_stays(mixed, editor):
    shown = mixed.names.filter(name="فؤاد حسين").values_list("pk", flat=True)
    with pytest.raises(SplitRefusedError, match="shown with"):
        split(mixed, editor, names=shown)
    with pytest.raises(SplitRefusedError, match="name in Arabic"):
        split_official(mixed.pk, editor, "  ")
    with pytest.raises(SplitRefusedError, match="merged or deleted"):
        split_official(10**6, editor, "فؤاد معصوم")


def test_what_is_somebody_elses_is_not_taken(mixed, editor):
    part = ParticipationFactory()
    with pytest.raises(SplitRefusedError, match="no longer belong"):
        split(mixed, editor, participations=[part.pk])
    part.refresh_from_db()
    assert part.official != mixed


def test_who_may_not_merge_may_not_split(mixed):
    contributor = get_user_model().objects.create(username="new")
    give_role(contributor, UserRole.CONTRIBUTOR)
    before = everything()
    with pytest.raises(PermissionDenied):
        split(mixed, contributor)
    assert everything() == before


def test_the_history_tells_of_both(mixed, editor):
    merge = split(mixed, editor)
    told = Version.objects.filter(way="split", user=editor, kind="official")
    assert {(version.record_id, version.change) for version in told} == {
        (mixed.pk, "changed"),
        (merge.other_id, "entered"),
    }
