"""A merge keeps "by an editor" for the values that an editor stated, and for no others."""

import pytest

from meetings.models import EditedFact, Participation
from meetings.services.merging.merge_meetings import merge_meetings
from meetings.services.merging.merge_officials import merge_officials
from meetings.services.merging.undo import undo
from tests.factories import CountryFactory, OfficialFactory, ParticipationFactory
from tests.services.dump import everything

pytestmark = pytest.mark.django_db
Role = Participation.Role


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="salma", first_name="Salma", is_superuser=True)


@pytest.fixture
def fuad():
    return OfficialFactory(slug="fuad", name_ar="فؤاد حسين", name_en="Fuad Hussein")


def by_editor(part: Participation, *facts: str) -> Participation:
    for fact in facts:
        EditedFact.objects.create(meeting=part.meeting, participation=part, fact=fact, editor_name="Salma")
    return part


def merged(kept: Participation, other: Participation, editor) -> set[str]:
    """Merge the meetings of two participations; return the facts by editors, after taking the merge back and again."""
    before = everything()
    (merge,) = merge_meetings(kept.meeting_id, [other.meeting_id], editor)
    undo(merge, editor)
    assert everything() == before
    merge_meetings(kept.meeting_id, [other.meeting_id], editor)
    rows = EditedFact.objects.all()
    assert {row.participation_id for row in rows} <= {kept.pk}
    assert {row.meeting_id for row in rows} <= {kept.meeting_id}
    return {row.fact for row in rows}


def test_a_value_that_the_merge_did_not_take_has_no_editor(editor, fuad):
    kept = ParticipationFactory(official=fuad, title_ar="وزير الخارجية", role=Role.HOST)
    other = ParticipationFactory(
        official=fuad, title_ar="وزير المالية", role=Role.GUEST, country=CountryFactory(code="FR")
    )
    assert merged(kept, by_editor(other, "title", "side", "role"), editor) == set()


def test_a_value_that_the_merge_took_keeps_its_editor(editor, fuad):
    kept = ParticipationFactory(official=fuad, title_ar="", country=None)
    other = ParticipationFactory(official=fuad, title_ar="وزير المالية", role=Role.GUEST)
    assert merged(kept, by_editor(other, "title", "side", "role"), editor) == {"title", "side", "role"}


def test_a_value_that_both_have_keeps_the_editor_who_stated_it(editor, fuad):
    kept = ParticipationFactory(official=fuad, title_ar="وزير الخارجية")
    other = ParticipationFactory(official=fuad, title_ar="وزير الخارجية")
    assert merged(kept, by_editor(other, "participant", "title", "side"), editor) == {"participant", "title", "side"}


def test_a_value_that_the_merge_replaced_loses_its_editor(editor, fuad):
    kept = ParticipationFactory(official=fuad, role=Role.PARTY)
    other = ParticipationFactory(official=fuad, role=Role.HOST)
    assert merged(by_editor(kept, "role", "side"), other, editor) == {"side"}


def test_a_person_whom_the_other_record_names(editor, fuad):
    kept = ParticipationFactory(official=None, name_as_written="حسين", title_ar="وزير الخارجية العراقي")
    other = ParticipationFactory(official=fuad, title_ar="وزير الخارجية العراقي")
    assert merged(by_editor(kept, "title"), by_editor(other, "participant"), editor) == {"participant", "title"}


def test_officials_who_are_one_person(editor, fuad):
    """The editor named the person, whichever record of the person it was; the title of the other was not taken."""
    twin = OfficialFactory(slug="twin", name_ar="فؤاد محمد حسين")
    kept = ParticipationFactory(official=fuad, title_ar="وزير الخارجية")
    other = ParticipationFactory(official=twin, meeting=kept.meeting, title_ar="وزير المالية", order=1)
    by_editor(other, "participant", "title", "side")
    before = everything()
    undo(merge_officials(fuad.pk, twin.pk, editor), editor)
    assert everything() == before
    merge_officials(fuad.pk, twin.pk, editor)
    assert {(row.fact, row.participation_id) for row in EditedFact.objects.all()} == {
        ("participant", kept.pk),
        ("side", kept.pk),
    }
