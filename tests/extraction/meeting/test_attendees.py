"""Who else was there: the verbs, the predicates and the shared titles by which texts name those present."""

import pytest

from meetings.extraction.pipeline import read
from tests.extraction.helpers import only_meeting, people

MET = "التقى الرئيس اللبناني جوزيف عون وزير الخارجية التركي هاكان فيدان في بيروت"
HOST, GUEST = ("جوزيف عون", ("LB", "host")), ("هاكان فيدان", ("TR", "guest"))
RAJJI, ENVOY = ("يوسف رجي", ("LB", "attendee")), ("علي باريش أولوصوي", ("TR", "attendee"))


@pytest.mark.parametrize(
    "listing",
    [
        "وحضر وزير الخارجية يوسف رجي والسفير التركي علي باريش أولوصوي.",
        "كما حضر وزير الخارجية يوسف رجي والسفير التركي علي باريش أولوصوي.",
        "وكان حاضرا وزير الخارجية يوسف رجي والسفير التركي علي باريش أولوصوي.",
        "وكان من بين الحضور وزير الخارجية يوسف رجي والسفير التركي علي باريش أولوصوي.",
        "وإلى جانب الرئيس عون حضر وزير الخارجية اللبناني يوسف رجي والسفير التركي علي باريش أولوصوي.",
    ],
)
def test_those_who_were_present(listing):
    assert people(only_meeting(f"{MET}. {listing}")) == dict([HOST, GUEST, RAJJI, ENVOY])


@pytest.mark.parametrize(
    "other",
    [
        "وحضر وزير الدفاع ميشال منسى حفل تخريج الضباط.",
        "وقال فيدان إن وزير الدفاع ميشال منسى كان غائبا.",
    ],
)
def test_who_attended_something_else_was_not_present(other):
    assert people(only_meeting(f"{MET}. {other}")) == dict([HOST, GUEST])


@pytest.mark.parametrize(
    "pair",
    [
        "النائبين وائل أبو فاعور وأكرم شهيب",
        "النائبين هادي أبو الحسن وإبراهيم كنعان",
        "المستشارين جان عزيز وهاغوب ترزيان",
    ],
)
def test_two_people_under_one_title_are_both_present(pair):
    first, second = pair.split(" ", 1)[1].split(" و")
    found = people(only_meeting(f"{MET}، بحضور {pair}."))
    assert found == dict([HOST, GUEST, (first, ("LB", "attendee")), (second, ("LB", "attendee"))])


def test_people_under_a_title_of_several_are_no_party_of_an_unnamed_state():
    assert read("التقى الرئيس اللبناني جوزيف عون المستشارين جان عزيز وهاغوب ترزيان.").meetings == []
