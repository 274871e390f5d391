"""Which facts an action changed, replaced or emptied, and which rule judges which words."""

from types import SimpleNamespace

import pytest

from meetings.models import Country, Meeting, Organisation, Participation
from meetings.services.facts.changes import Action, find_changes, list_removed_participants
from meetings.services.facts.rules import BY_FACT, FactOnRecord, find_contradicted_rule
from tests import factories

FIELDS = {
    "headline_ar": "", "headline_en": "", "summary_ar": "", "summary_en": "", "occasion_ar": "", "occasion_en": "",
    "date": None, "date_end": None, "date_precision": "unknown", "date_basis": "unknown", "place_id": None,
    "venue_ar": "", "venue_en": "", "kind": "",
}  # fmt: skip
PART = {
    "id": 1, "official_id": None, "name_as_written": "", "country_id": None, "organisation_id": None, "title_ar": "",
    "title_en": "", "position_id": None, "role": "",
}  # fmt: skip
DAY = {"date": "2025-03-12", "date_precision": "day", "date_basis": "stated"}


def state(*parts: dict, topics: tuple[int, ...] = (), **fields) -> dict:
    rows = [{**PART, "id": number, **part} for number, part in enumerate(parts, start=1)]
    return {
        "fields": {**FIELDS, **fields},
        "parts": {"participations": rows, "ranked_topics": [{"topic_id": pk} for pk in topics]},
    }


def changes(before: dict | None, after: dict) -> list[tuple[str, bool, bool]]:
    return [(str(one.fact.value), one.is_replaced, one.is_empty) for one in find_changes(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({}, {}, []),
        ({}, {"headline_ar": "أ"}, [("headline_ar", False, False)]),
        ({"headline_ar": "أ"}, {"headline_ar": "أ"}, []),
        ({"headline_ar": "أ"}, {"headline_ar": "ب"}, [("headline_ar", True, False)]),
        ({"headline_ar": "أ"}, {}, [("headline_ar", True, True)]),
        # A day replaces another day or nothing; a month that holds the day does not replace it.
        ({}, DAY, [("date", False, False)]),
        (DAY, {}, [("date", True, True)]),
        (DAY, {**DAY, "date": "2025-03-13"}, [("date", True, False)]),
        (DAY, {**DAY, "date": "2025-03-01", "date_precision": "month"}, [("date", False, False)]),
        (DAY, {**DAY, "date": "2025-04-01", "date_precision": "month"}, [("date", True, False)]),
        (DAY, {**DAY, "date_end": "2025-03-13"}, [("date", False, False)]),
        # An editor who claims a date changes it; another basis alone does not.
        (DAY, {**DAY, "date_basis": "editor"}, [("date", False, False)]),
        (DAY, {**DAY, "date_basis": "inferred"}, []),
        ({**DAY, "date_basis": "editor"}, {**DAY, "date_basis": "editor"}, []),
        ({}, {"date_basis": "editor"}, []),
        ({"kind": "visit"}, {"kind": "in-person"}, [("kind", False, False)]),
        ({"kind": "visit"}, {"kind": "phone"}, [("kind", True, False)]),
        ({}, {"venue_ar": "قصر"}, [("place", False, False)]),
        ({"venue_ar": "قصر"}, {"venue_ar": "قصر", "place_id": 1}, [("place", False, False)]),
        ({"venue_ar": "قصر", "place_id": 1}, {"place_id": 1}, [("place", True, False)]),
        ({"place_id": 1}, {"place_id": 2}, [("place", True, False)]),
    ],
)
def test_changed_facts_of_a_meeting(before, after, found):
    assert changes(state(**before), state(**after)) == found


def test_of_a_new_meeting_all_facts_that_it_has_are_changed():
    new = state({"official_id": 5, "role": "host"}, topics=(3,), kind="phone", **DAY)
    assert changes(None, new) == [
        ("date", False, False), ("kind", False, False), ("participant", False, False), ("role", False, False),
        ("topic", False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({}, {"title_ar": "أ"}, [("title", False, False)]),
        ({"title_ar": "أ"}, {"title_en": "A", "title_ar": "أ"}, [("title", False, False)]),
        ({"title_ar": "أ"}, {}, [("title", True, True)]),
        ({"official_id": 1}, {"official_id": 2}, [("participant", True, False)]),
        # The spelling of a report is the fact only as long as the person is not known.
        ({"name_as_written": "أ"}, {"name_as_written": "ب"}, [("participant", True, False)]),
        ({"official_id": 1, "name_as_written": "أ"}, {"official_id": 1, "name_as_written": "ب"}, []),
        ({"official_id": 1, "name_as_written": "أ"}, {"name_as_written": "أ"}, [("participant", True, False)]),
        ({"country_id": 1}, {"organisation_id": 1}, [("side", True, False)]),
        ({"role": "host"}, {"role": "guest"}, [("role", True, False)]),
    ],
)
def test_changed_facts_of_a_participant(before, after, found):
    assert changes(state(before), state(after)) == found


def test_a_new_topic_and_one_that_is_gone():
    found = find_changes(state(topics=(1, 2)), state(topics=(2, 3)))
    assert [(one.topic, one.is_replaced, one.is_empty) for one in found] == [(1, True, True), (3, False, False)]
    assert [one.key for one in found] == [("topic", None, 1), ("topic", None, 3)]


def test_participants_who_are_gone():
    assert list_removed_participants(None, state({})) == []
    assert [row["id"] for row in list_removed_participants(state({}, {}), state({"id": 2}))] == [1]


@pytest.mark.parametrize(
    ("user", "way", "is_editorial", "is_exact", "is_exact_for_meetings"),
    [
        ("salma", "form", True, False, False),
        (None, "form", False, False, False),
        ("salma", "merge", False, False, False),
        ("salma", "restore", False, False, True),
        ("salma", "unmerge", False, True, True),
    ],
)
def test_what_an_action_states(user, way, is_editorial, is_exact, is_exact_for_meetings):
    action = Action(user, way, None)
    assert (action.is_editorial, action.is_exact, action.is_exact_for_meetings) == (
        is_editorial, is_exact, is_exact_for_meetings,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "fact", "participation", "is_about"),
    [
        ("date", "date", None, True),
        ("date", "date", 1, False),
        ("date", "meeting", None, True),
        ("date", "meeting", 1, True),
        ("date", "place", None, False),
        ("kind", "role", 1, True),
        ("side", "side", 1, True),
        ("side", "side", None, False),
        ("participant", "participant", 1, True),
        ("participant", "participant", None, False),
        ("participant", "title", 1, False),
    ],
)
def test_which_words_a_rule_judges(rule, fact, participation, is_about):
    mark = SimpleNamespace(fact=fact, participation_id=participation)
    assert BY_FACT[rule].is_about(mark) is is_about


@pytest.mark.parametrize(
    ("fact", "is_written", "is_of_participant"),
    [("headline_ar", True, False), ("occasion_en", True, False), ("date", False, False), ("title", False, True),
     ("topic", False, False)],
)  # fmt: skip
def test_texts_and_facts_of_participants(fact, is_written, is_of_participant):
    rule = BY_FACT[fact]
    assert (rule.is_written, rule.is_of_participant) == (is_written, is_of_participant)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "organisation", "rule"),
    [
        ("FR", None, "side"),
        ("IQ", None, None),
        (None, "UN", None),  # words for a body often name its country
        (None, None, None),
    ],
)
def test_words_against_the_side_of_a_participant(country, organisation, rule):
    factories.CountryFactory(code="IQ")
    part = Participation(pk=1, country=Country(pk=7, code=country) if country else None)
    part.organisation = Organisation(pk=7, code=organisation) if organisation else None
    mark = SimpleNamespace(fact="side", participation_id=1, quote="العراقي")
    found = find_contradicted_rule(mark, {1: FactOnRecord(Meeting(), part)})
    assert (found.fact.value if found else None) == rule


def test_words_for_a_participant_who_is_gone_are_not_judged():
    mark = SimpleNamespace(fact="side", participation_id=2, quote="العراقي")
    assert find_contradicted_rule(mark, {None: FactOnRecord(Meeting())}) is None
