"""All participants of a name are linked at once, to an official old or new, with one undo."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied

from meetings.models import Appointment, Official, Position, Version
from meetings.services.new_people import NewPerson
from meetings.services.roles import UserRole, give_role
from meetings.services.undoing import undo_action
from meetings.services.unmatched_names import link_names, link_to_new_official
from tests.factories import (
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def editor():
    user = get_user_model().objects.create(username="salma")
    give_role(user, UserRole.EDITOR)
    return get_user_model().objects.get(pk=user.pk)


def unmatched(name="فؤاد حسين", **more):
    return ParticipationFactory(
        meeting=MeetingFactory(review_state="draft"), official=None, name_as_written=name, **more
    )


def test_all_participants_are_linked_and_the_spellings_are_learnt(editor):
    parts = [unmatched(), unmatched("فؤاد محمد حسين"), unmatched()]
    fuad = OfficialFactory(name_ar="فؤاد حسين")
    done = link_names([part.pk for part in parts], fuad, editor)
    assert (done.linked, done.twice, done.gone) == (3, 0, 0)
    assert fuad.participations.count() == 3
    assert "فؤاد محمد حسين" in fuad.names.values_list("name", flat=True)
    assert set(Version.objects.filter(action=done.action).values_list("kind", flat=True)) == {"meeting", "official"}
    undo_action(done.action, editor)
    assert fuad.participations.count() == 0
    assert {part.name_as_written for part in map(_again, parts)} == {"فؤاد حسين", "فؤاد محمد حسين"}


def _again(part):
    part.refresh_from_db()
    return part


def test_who_takes_part_already_and_what_others_decided_is_told(editor):
    fuad = OfficialFactory(name_ar="فؤاد حسين")
    there, decided = unmatched(), unmatched()
    ParticipationFactory(meeting=there.meeting, official=fuad)
    decided.official = OfficialFactory(name_ar="هاكان فيدان")
    decided.save()
    free = unmatched()
    done = link_names([there.pk, decided.pk, free.pk], fuad, editor)
    assert (done.linked, done.twice, done.gone) == (1, 1, 1)
    assert _again(there).official is None


def test_a_new_person_gets_names_office_and_source(editor):
    side = CountryFactory()
    parts = [unmatched(title_ar="وزير الخارجية العراقي") for _ in range(2)]
    article = ArticleFactory(url="https://example.org/a", raw_text="استقبل وزير الخارجية العراقي فؤاد حسين ضيفه")
    EvidenceFactory(
        meeting=parts[0].meeting, article=article, participation=parts[0], fact="title", quote="وزير الخارجية العراقي"
    )
    new = NewPerson("فؤاد حسين", "Fuad Hussein")
    done = link_to_new_official([part.pk for part in parts], new, "وزير الخارجية", side, editor)
    official = Official.objects.get()
    assert (official.name_en, official.slug, official.review_state) == ("Fuad Hussein", "fuad-hussein", "draft")
    assert official.participations.count() == 2
    held = Appointment.objects.get()
    assert (held.position.title_ar, held.position.country, held.source_url) == (
        "وزير الخارجية", side, "https://example.org/a",
    )  # fmt: skip
    undo_action(done.action, editor)
    assert not Official.objects.exists()
    assert not Position.objects.exists()
    assert _again(parts[0]).official is None


def test_a_person_without_an_office(editor):
    done = link_to_new_official([unmatched().pk], NewPerson("فؤاد حسين"), None, None, editor)
    assert not Appointment.objects.exists()
    assert done.official.name_en == "Fuad Hussein"  # the table of leaders has exactly this person


def test_a_contributor_does_not_link(django_user_model):
    user = django_user_model.objects.create(username="c")
    give_role(user, UserRole.CONTRIBUTOR)
    with pytest.raises(PermissionDenied):
        link_names([unmatched().pk], OfficialFactory(), user)
