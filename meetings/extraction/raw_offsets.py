"""The way of a reading back from the repaired text to the raw text. No Django here."""

from dataclasses import replace

from meetings.extraction.readings import EvidenceReading, ReportReading
from meetings.text.repair.layers import RepairedText


def lead_back(report: ReportReading, repaired: RepairedText) -> ReportReading:
    """Return the reading of a repaired text with all offsets into the text as it came; names stay as repaired."""
    if repaired.text == repaired.original:
        return report
    report.raw = repaired.original
    report.headline_span = _span(repaired, report.headline_span)
    report.published_span = _span(repaired, report.published_span)
    report.body_spans = [repaired.span(*span) for span in report.body_spans]
    if report.unread_from is not None:
        report.unread_from = repaired.span(report.unread_from, report.unread_from)[0]
    for dismissed in report.dismissed:
        dismissed.start, dismissed.end = repaired.span(dismissed.start, dismissed.end)
    for meeting in report.meetings:
        meeting.evidence = _evidence(repaired, meeting.evidence)
        for person in meeting.participants:
            person.evidence = _evidence(repaired, person.evidence)
    return report


def _span(repaired: RepairedText, span: tuple[int, int] | None) -> tuple[int, int] | None:
    return repaired.span(*span) if span else None


def _evidence(repaired: RepairedText, evidence: list[EvidenceReading]) -> list[EvidenceReading]:
    found = []
    for one in evidence:
        start, end = repaired.span(one.start, one.end)
        found.append(replace(one, start=start, end=end))
    return found
