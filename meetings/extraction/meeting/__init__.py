"""Stage 5: the meetings of a report: participants, sides, roles, place, date and topics."""
