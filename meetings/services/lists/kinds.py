"""The lists of the desk that can be exported and imported, by kind of record."""

from meetings.services.lists.meetings_table import MeetingTable
from meetings.services.lists.resource import ListTable
from meetings.services.lists.side_tables import CountryTable, OrganisationTable
from meetings.services.lists.tables import (
    AppointmentTable,
    OfficialTable,
    OutletTable,
    PlaceTable,
    PositionTable,
    TopicTable,
)

TABLES: dict[str, type[ListTable]] = {
    "official": OfficialTable,
    "position": PositionTable,
    "appointment": AppointmentTable,
    "meeting": MeetingTable,
    "place": PlaceTable,
    "topic": TopicTable,
    "outlet": OutletTable,
    "country": CountryTable,
    "organisation": OrganisationTable,
}
# Kinds of record whose change may break a rule that is an error, where the public sees it.
CONFIRMED = ("meeting", "official", "place", "position", "appointment", "outlet")
