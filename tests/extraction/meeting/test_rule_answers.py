"""What each rule of this stage answers in its own example."""

from collections.abc import Callable
from typing import Any

import pytest

from meetings.extraction.pipeline import read
from meetings.extraction.rules import decisions, list_rulesets

# Set of rules -> what is compared of its answer.
SHOWN: dict[str, Callable[[Any], object]] = {
    "roles.host": tuple,
    "hosts.of_event": tuple,
    "hosts.by_words": tuple,
    "attendee_sides.side": tuple,
    "namesakes.meant": lambda hit: (hit.entry.kind, hit.entry.key),
    "meeting_place.told": lambda places: [(place.city, place.country, place.lead) for place in places],
    "meeting_date.told": lambda told: (told.words.words, told.inferred),
    "drafts.division": lambda parts: [len(part) for part in parts],
}
ANSWERS = {
    "roles.host.receiver": ("FR", "verb:receive"),
    "roles.host.seat_of_body": ("LAS", "seat"),
    "roles.host.side_at_home": ("IQ", "place"),
    "roles.host.region_at_home": ("IQ-KRI", "place"),
    "roles.host.third_country": ("", "no-host"),
    "roles.host.told_host": ("UN", "visit"),
    "hosts.of_event.own_office": ("SD", "office"),
    "hosts.of_event.receiver": ("FR", "verb:receive"),
    "hosts.of_event.seat_of_body": ("UN", "seat"),
    "hosts.of_event.visited_person": ("IQ", "verb:visit"),
    "hosts.by_words.event": ("FR", "verb:receive"),
    "hosts.by_words.envoy_at_post": ("GB", "envoy"),
    "hosts.by_words.own_visit": ("IQ", "visit"),
    "hosts.by_words.visit_of_person": ("IQ", "visit"),
    "kinds.kind.remote_words": "phone",
    "kinds.kind.round_of_calls": "phone",
    "kinds.kind.visit_to_person": "in-person",
    "namesakes.meant.state_or_its_capital": ("place", "تونس"),
    "namesakes.meant.state_or_foreign_city": ("place", "عمّان"),
    "place_leads.lead.measured_from": "",
    "place_leads.lead.not_there": "",
    "place_leads.lead.preposition": "in",
    "place_leads.lead.airport": "in",
    "place_leads.lead.journey_of_another_day": "",
    "place_leads.lead.visited_place": "in",
    "place_leads.lead.conference": "conference",
    "place_leads.lead.capital_in_apposition": "in",
    "place_leads.lead.journey": "travel",
    "place_leads.lead.visit_to": "travel",
    "place_leads.lead.described_place": "in",
    "place_leads.lead.headline_origin": "in",
    "meeting_place.told.own_sentence": [("باريس", "FR", "in")],
    "meeting_place.told.place_taken_up": [("بغداد", "IQ", "in")],
    "meeting_place.told.where_it_was_held": [("باريس", "FR", "in")],
    "meeting_place.told.here": [("باريس", "FR", "in")],
    "meeting_place.told.headline": [("باريس", "FR", "in")],
    "meeting_place.told.own_journey": [("بغداد", "IQ", "travel")],
    "meeting_place.told.sentence_that_takes_up": [("باريس", "FR", "in")],
    "meeting_place.told.beside_the_meeting": [("روما", "IT", "in")],
    "meeting_place.told.with_those_present": [("القاهرة", "EG", "in")],
    "meeting_place.told.earlier_journey": [("بغداد", "IQ", "travel")],
    "drafts.division.one_foreign_side": [1],
    "drafts.division.met_together": [2],
    "drafts.division.shared_title": [2],
    "drafts.division.separate_sides": [1, 1],
    "drafts.reason.private_person": "private",
    "drafts.reason.one_side": "domestic",
    "drafts.reason.unknown_second_side": "one-sided",
    "draft_merging.same_meeting.different_kinds": False,
    "draft_merging.same_meeting.group_reception": False,
    "draft_merging.same_meeting.fringe_meeting": False,
    "draft_merging.same_meeting.shared_people": True,
    "draft_merging.same_meeting.other_sides": False,
    "draft_merging.same_meeting.unnamed_people": False,
    "party_sides.side.beside_counterpart": "FR",
    "party_sides.side.own_minister": "IQ",
    "party_sides.side.visited_country": "MA",
    "party_sides.side.outlet_country": "IQ",
    "party_sides.side.colleague": "IQ",
    "party_sides.side.most_named_country": "IQ",
    "attendee_sides.side.own_official": ("CN", "rank"),
    "attendee_sides.side.companion": ("IQ", None),
    "attendee_sides.side.member_of_delegation": ("TR", None),
    "attendee_sides.side.without_office": (None, None),
    "attendee_sides.side.envoy": ("FR", None),
    "attendee_sides.side.outlet_country": ("IQ", None),
    "attendee_sides.side.visited_country": ("IQ", None),
    "attendee_sides.side.side_without_that_office": ("IQ", None),
    "attendee_sides.side.outlet_country_alone": ("IQ", None),
    "meeting_date.told.own_words": ("الاربعاء", False),
    "meeting_date.told.last_day_before": ("الاثنين", True),
    "meeting_date.told.sentence_that_takes_up": ("الاربعاء", True),
}
STAGE = {name.rpartition(".")[0] for name in ANSWERS}
EXAMPLES = {f"{name}.{rule.name}": rule.example for name in STAGE for rule in list_rulesets()[name].rules}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_rule_gives_its_answer(name):
    with decisions() as made:
        read(EXAMPLES[name])
    answer = next(decision.answer for decision in made if decision.rule == name)
    shown = SHOWN.get(name.rpartition(".")[0], lambda value: value)
    assert shown(answer) == ANSWERS[name]
