"""Roles of the people of a meeting: host, guest, party or attendee."""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.entities.entities import Cast
from meetings.extraction.meeting.drafts import Draft
from meetings.extraction.meeting.hosts import NO_HOST, Host, find_host_by_words, list_party_sides
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.sides import get_state, is_region


class RoleReading(NamedTuple):
    """The role of a person and the rule that decided it."""

    role: str
    rule: str


class HostSituation(NamedTuple):
    """A meeting, the country where it was as far as that is known, and the host that words show."""

    draft: Draft
    cast: Cast
    country: str | None
    told: Host | None

    @property
    def sides_at_home(self) -> list[str]:
        """Return the sides of the country of meeting: the state, and a region of it."""
        land = self.country
        if not land:
            return []
        sides = {side for side in list_party_sides(self.draft, self.cast) if side}
        return [side for side in sides if land in (side, get_state(side))]


def assign_roles(text: Text, draft: Draft, cast: Cast, country: str | None) -> dict[int, RoleReading]:
    """Return the role of each person of a draft; `country` is that of the meeting, where known."""
    host = None
    if not is_remote(draft.kind):
        host = _HOST.decide(HostSituation(draft, cast, country, find_host_by_words(text, draft, cast)))
    return {index: _role(draft, cast, index, host) for index in draft.order}


def _role(draft: Draft, cast: Cast, index: int, host: Host | None) -> RoleReading:
    if draft.slots[index] == "attendee":
        return RoleReading("attendee", "present")
    if is_remote(draft.kind):
        return RoleReading("party", "far")
    if host is None or host == NO_HOST:
        return RoleReading("party", "no-host")
    return RoleReading("host" if cast.entities[index].side == host.side else "guest", host.rule)


def _received(situation: HostSituation) -> Host | None:
    told = situation.told
    return told if told is not None and told.rule.startswith("verb:receive") else None


def _in_seat_of_body(situation: HostSituation) -> Host | None:
    told = situation.told
    return told if told is not None and told.rule == "seat" else None


def _at_home(situation: HostSituation) -> Host | None:
    here = situation.sides_at_home
    return Host(here[0], "place") if len(here) == 1 else None


def _region_at_home(situation: HostSituation) -> Host | None:
    here = situation.sides_at_home
    if len(here) != 2:
        return None
    region = next((side for side in here if is_region(side)), None)
    return situation.told or (Host(region, "place") if region else NO_HOST)


def _abroad(situation: HostSituation) -> Host | None:
    told = situation.told
    if not situation.country or (
        told is not None and told.rule != "visit" and told.side in list_party_sides(situation.draft, situation.cast)
    ):
        return None
    return NO_HOST


_HOST: RuleSet[HostSituation, Host] = RuleSet(
    "roles.host",
    Rule(
        "receiver",
        "استقبل الرئيس الفرنسي إيمانويل ماكرون في باريس رئيس الوزراء العراقي محمد شياع السوداني.",
        _received,
    ),
    Rule(
        "seat_of_body",
        "التقى وزير الخارجية المصري سامح شكري في مقر جامعة الدول العربية أمينها العام أحمد أبو الغيط.",
        _in_seat_of_body,
    ),
    Rule(
        "side_at_home",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني في بغداد.",
        _at_home,
    ),
    Rule(
        "region_at_home",
        "التقى رئيس إقليم كردستان نيجيرفان بارزاني رئيس الوزراء العراقي محمد شياع السوداني في أربيل.",
        _region_at_home,
    ),
    Rule(
        "third_country",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني في نيويورك.",
        _abroad,
    ),
    Rule(
        "told_host",
        "التقى الرئيس الفرنسي إيمانويل ماكرون خلال زيارته الأمين العام للأمم المتحدة أنطونيو غوتيريش.",
        lambda situation: situation.told,
    ),
)
