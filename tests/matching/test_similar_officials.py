"""Who may be one person, and who is not: real officials of the sample archive under the spellings of other outlets."""

import datetime

import pytest
from django.utils import translation

from meetings.matching.name_similarity import find_relation, read_name
from meetings.matching.similar_officials import find_likely_pairs, find_pairs_of
from meetings.models import Appointment, LikelyDuplicate, Meeting, Official, OfficialName, Participation, Position
from meetings.queries import duplicates
from meetings.services import duplicate_suggestions

pytestmark = pytest.mark.django_db


def entered_again(name: str, like: str, office: bool = False) -> Official:
    """A new record called `name`, in a meeting for the side of the official with the address `like`."""
    known = Official.objects.get(slug=like)
    part = known.participations.first()
    new = Official.objects.create(slug=f"again-{Official.objects.count()}", name_ar=name)
    meeting = Meeting.objects.exclude(participations__official=known).first()
    Participation.objects.create(meeting=meeting, official=new, country=part.country, organisation=part.organisation)
    if office:
        held = known.appointments.first()
        Appointment.objects.create(official=new, position=held.position, start=held.start, end=held.end)
    return new


def partners(official: Official) -> dict[str, int]:
    """Addresses of those whom `official` may be, each with its score."""
    found = {}
    for likeness in find_pairs_of([official.pk]):
        other = likeness.first + likeness.second - official.pk
        found[Official.objects.get(pk=other).slug] = likeness.score
    return found


def codes(official: Official) -> list[str]:
    (likeness,) = find_pairs_of([official.pk])
    return [reason["code"] for reason in likeness.reasons]


def test_the_sample_archive_holds_nobody_twice(sample_archive):
    assert find_likely_pairs() == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("فوآد حسین", "fuad-hussein"),
        ("الدكتور فؤاد حسين", "fuad-hussein"),
        ("نێچیرڤان بارزانی", "nechirvan-barzani"),
        ("Nechervan Barzani", "nechirvan-barzani"),
        ("Emmanuel Macron", "emmanuel-macron"),
        ("امانويل ماكرون", "emmanuel-macron"),
        ("أنتونيو جوتيريش", "antonio-guterres"),
        ("أنطونيو كوتيريس", "antonio-guterres"),
        ("محمد السوداني", "mohammed-shia-al-sudani"),
        ("Mohamed Shia Al Sudani", "mohammed-shia-al-sudani"),
        ("عبدالفتاح سعيد السيسي", "abdel-fattah-el-sisi"),
        ("محمد بن سلمان بن عبد العزيز آل سعود", "mohammed-bin-salman"),
        ("ينس شتولتنبرغ", "jens-stoltenberg"),
        ("عباس عراقتشي", "abbas-araghchi"),
        ("أنالينا بربوك", "annalena-baerbock"),
        ("Sergei Lavrov", "sergey-lavrov"),
        ("Mahmud Abbas", "mahmoud-abbas"),
    ],
)
def test_another_spelling_or_script_is_found(sample_archive, name, slug):
    assert list(partners(entered_again(name, like=slug))) == [slug]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("محمد عباس", "mahmoud-abbas"),
        ("Muhammad Abbas", "mahmoud-abbas"),
        ("مسعود حسين", "fuad-hussein"),
        ("علي حسين", "fuad-hussein"),
        ("محمد بن نايف", "mohammed-bin-salman"),
        ("حسين حسين", "fuad-hussein"),
        ("يورغن شولتس", "olaf-scholz"),
        ("السوداني", "mohammed-shia-al-sudani"),
    ],
)
def test_another_person_of_one_side_is_not(sample_archive, name, slug):
    assert partners(entered_again(name, like=slug)) == {}


def test_brothers_and_cousins_are_not_one(sample_archive):
    names = {"مسعود بارزاني", "مسرور بارزاني", "نيجيرفان بارزاني"}
    read = [read_name(name) for name in names]
    assert {find_relation(one, other) for one in read for other in read if one != other} == {""}


def test_other_fathers_speak_against(sample_archive):
    one, other = read_name("محمد علي عبد الله الحكيم"), read_name("محمد باقر عبد الله الحكيم")
    assert find_relation(one, other) == "other-fathers"
    official = entered_again("بدر أحمد محمد عبد العاطي", like="badr-abdelatty")
    Official.objects.filter(slug="badr-abdelatty").update(name_ar="بدر حسن عمر عبد العاطي", name_en="")
    OfficialName.objects.filter(official__slug="badr-abdelatty").delete()
    assert partners(official) == {}


def test_a_family_name_is_enough_for_who_held_that_office_then(sample_archive):
    official = entered_again("السوداني", like="mohammed-shia-al-sudani", office=True)
    assert list(partners(official)) == ["mohammed-shia-al-sudani"]
    assert codes(official) == ["last-name", "same-side", "same-office"]


def test_one_office_at_one_time_speaks_for_it(sample_archive):
    without = entered_again("أنتونيو جوتيريش", like="antonio-guterres")
    (score,) = partners(without).values()
    without.participations.all().delete()
    without.delete()
    assert partners(entered_again("أنتونيو جوتيريش", like="antonio-guterres", office=True))["antonio-guterres"] > score


def test_a_meeting_of_both_and_other_sides_speak_against(sample_archive):
    namesake = entered_again("فؤاد حسين", like="fuad-hussein")
    (alone,) = partners(namesake).values()
    shared = Meeting.objects.filter(participations__official__slug="fuad-hussein").first()
    Participation.objects.create(meeting=shared, official=namesake)
    assert partners(namesake).get("fuad-hussein", 0) < alone
    elsewhere = entered_again("فؤاد حسين", like="hakan-fidan")
    assert "fuad-hussein" not in partners(elsewhere)


def test_offices_of_two_sides_at_one_time_speak_against(sample_archive):
    namesake = entered_again("فؤاد حسين", like="fuad-hussein")
    (alone,) = partners(namesake).values()
    Appointment.objects.create(
        official=namesake,
        position=Position.objects.filter(country__code="EG").first(),
        start=datetime.date(2021, 1, 1),
        end=datetime.date(2023, 1, 1),
    )
    assert partners(namesake).get("fuad-hussein", 0) < alone


def test_rejected_records_are_left_alone(sample_archive):
    official = entered_again("فوآد حسین", like="fuad-hussein")
    Official.objects.filter(pk=official.pk).update(review_state="rejected")
    assert partners(official) == {}


class TestKept:
    """What is found is kept, and what an editor said of it is never asked again."""

    @pytest.fixture
    def pair(self, sample_archive):
        entered_again("فوآد حسین", like="fuad-hussein")
        assert duplicate_suggestions.refresh().new == 1
        return LikelyDuplicate.objects.get()

    def test_searching_again_changes_nothing(self, pair):
        assert (duplicate_suggestions.refresh().new, duplicate_suggestions.refresh().gone) == (0, 0)
        assert LikelyDuplicate.objects.get() == pair

    def test_not_the_same_is_remembered(self, pair, admin_user):
        duplicate_suggestions.decide(pair, LikelyDuplicate.State.NOT_SAME, admin_user)
        duplicate_suggestions.refresh()
        assert list(duplicates.select_suggestions()) == []
        pair.refresh_from_db()
        assert (pair.state, pair.decided_by) == ("not-same", admin_user)

    def test_nor_is_it_forgotten_when_the_two_no_longer_look_alike(self, pair, admin_user):
        duplicate_suggestions.decide(pair, LikelyDuplicate.State.NOT_SAME, admin_user)
        Official.objects.filter(pk=pair.second_id).update(name_ar="علي حسن")
        duplicate_suggestions.refresh()
        Official.objects.filter(pk=pair.second_id).update(name_ar="فوآد حسین")
        duplicate_suggestions.refresh()
        assert list(duplicates.select_suggestions()) == []

    def test_what_no_longer_looks_alike_goes(self, pair):
        Official.objects.filter(pk=pair.second_id).update(name_ar="علي حسن")
        assert duplicate_suggestions.refresh().gone == 1
        assert not LikelyDuplicate.objects.exists()

    def test_new_officials_are_compared_alone(self, pair):
        new = entered_again("هيكو ماس", like="heiko-maas")
        assert duplicate_suggestions.refresh_officials([new.pk]).new == 1
        assert duplicates.count_suggestions() == {"waiting": 2}

    @pytest.mark.parametrize(("language", "words"), [("ar", "العراق"), ("en", "Iraq")])
    def test_the_reasons_are_told_in_both_languages(self, pair, language, words):
        with translation.override(language):
            told = duplicates.describe_reasons(pair.reasons, duplicates.load_side_names())
        assert any(words in reason["text"] for reason in told)
        assert not any(reason["against"] for reason in told)


def test_comparing_takes_few_queries_however_many_there_are(sample_archive, django_assert_num_queries):
    with django_assert_num_queries(4):
        find_likely_pairs()
