"""Names that are linked to no official: which spellings are one name, and which are two people."""

import pytest

from meetings.queries.unmatched_names import list_unmatched_names, show_unmatched_names
from tests.factories import CountryFactory, MeetingFactory, OfficialFactory, OfficialNameFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


def unmatched(name, title="", **more):
    return ParticipationFactory(official=None, name_as_written=name, title_ar=title, **more)


def groups():
    return [(one.names, one.meetings) for one in list_unmatched_names()]


def test_spellings_of_one_name_and_side_are_one_group():
    first = unmatched("نيجيرفان البارزاني", "رئيس إقليم كردستان")
    unmatched("نيجرفان بارزاني")
    unmatched("نيجيرفان البارزاني", "رئيس إقليم كردستان")
    (one,) = list_unmatched_names()
    assert one.names == ("نيجيرفان البارزاني", "نيجرفان بارزاني")
    assert (one.title, one.meetings, one.parts[0]) == ("رئيس إقليم كردستان", 3, first.pk)


def test_two_people_are_two_groups():
    unmatched("محمد عباس")
    unmatched("محمود عباس")
    unmatched("محمود عباس", country=CountryFactory(code="FR", name_ar="فرنسا", name_en="France"))
    assert sorted(groups()) == [(("محمد عباس",), 1), (("محمود عباس",), 1), (("محمود عباس",), 1)]


def test_a_short_form_that_fits_two_people_joins_neither():
    unmatched("فؤاد محمد حسين")
    unmatched("فؤاد كريم حسين")
    unmatched("فؤاد حسين")
    assert len(groups()) == 3


def test_names_without_letters_and_family_names_stay_apart():
    unmatched("؟؟")
    unmatched("بارزاني")
    unmatched("بارزاني")
    assert sorted(groups()) == [(("؟؟",), 1), (("بارزاني",), 2)] or sorted(groups()) == [
        (("بارزاني",), 2),
        (("؟؟",), 1),
    ]


def test_groups_linked_people_and_rejected_meetings_are_left_out():
    ParticipationFactory(name_as_written="فؤاد حسين")
    unmatched("وفد نيابي", is_group=True)
    unmatched("هاكان فيدان", meeting=MeetingFactory(review_state="rejected"))
    assert groups() == []


def test_the_most_frequent_name_is_first_and_officials_of_the_name_are_offered():
    unmatched("فؤاد حسين")
    for _ in range(2):
        unmatched("هاكان فيدان")
    hakan = OfficialFactory(name_ar="هاكان فيدان", name_en="Hakan Fidan")
    OfficialNameFactory(official=hakan, name="هاكان فيدان")
    shown = show_unmatched_names(list_unmatched_names())
    assert [one.group.names[0] for one in shown] == ["هاكان فيدان", "فؤاد حسين"]
    assert [one.candidates for one in shown] == [[hakan], []]
    assert len(shown[0].meetings) == 2
