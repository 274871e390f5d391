"""A report with its facts marked, and the reasons: what `extract --explain` shows. No Django here, no colours
either.
"""

from dataclasses import dataclass

from meetings.extraction.readings import EvidenceReading, MeetingReading, ParticipantReading, ReportReading

# Where two facts share words, the narrower one is shown: a name inside the mention of a participant.
_RANK = ("role", "topic", "participant", "meeting", "title", "side", "place", "date", "name", "kind")
REASONS = {
    "planned": "مخطط له ولم يقع بعد",
    "proposed": "مقترح",
    "denied": "منفي",
    "cancelled": "ملغى أو مؤجل",
    "historical": "سابق لخبر اليوم",
    "domestic": "بين أهل الجهة الواحدة",
    "one-sided": "لا تُعرف فيه جهتان",
    "private": "مع من لا يمثل جهة",
}
ROLES = {"host": "مضيف", "guest": "ضيف", "party": "طرف", "attendee": "حاضر"}
KINDS = {"in-person": "لقاء", "visit": "زيارة", "phone": "اتصال هاتفي", "video": "اتصال مرئي", "summit": "قمة"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the report; `fact` is what it states, None for nothing."""

    text: str
    fact: str | None = None


def marked(report: ReportReading) -> list[list[Piece]]:
    """The report's lines, cut into pieces by what they state; joined, the pieces are the raw text without line ends."""
    facts: list[str | None] = [None] * len(report.raw)
    for evidence in sorted(_all(report), key=_order):
        for index in range(evidence.start, min(evidence.end, len(facts))):
            facts[index] = _fact(evidence)
    for dismissed in report.dismissed:
        for index in range(dismissed.start, min(dismissed.end, len(facts))):
            facts[index] = "dismissed"
    lines, start = [], 0
    for line in report.raw.splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n"))
        lines.append(_pieces(report.raw, facts, start, end))
        start += len(line)
    return lines


def _all(report: ReportReading) -> list[EvidenceReading]:
    found = []
    for meeting in report.meetings:
        found.extend(meeting.evidence)
        for person in meeting.participants:
            found.extend(person.evidence)
    return [evidence for evidence in found if evidence.fact not in ("role",)]


def _fact(evidence: EvidenceReading) -> str:
    return "name" if evidence.rule == "name" else evidence.fact


def _order(evidence: EvidenceReading) -> tuple[int, int]:
    return _RANK.index(_fact(evidence)), -(evidence.end - evidence.start)


def _pieces(raw: str, facts: list[str | None], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    first = start
    for index in range(start, end + 1):
        if index == end or facts[index] != facts[first]:
            if index > first:
                pieces.append(Piece(raw[first:index], facts[first]))
            first = index
    return pieces


def reasons(report: ReportReading) -> list[str]:
    """What was found and why, and what was left out and why, in Arabic lines."""
    lines = []
    if report.published:
        lines.append(f"تاريخ التقرير: {report.published:%d.%m.%Y}")
    for number, meeting in enumerate(report.meetings, start=1):
        lines.extend(_meeting(report, number, meeting))
    for dismissed in report.dismissed:
        words = " ".join(report.raw[dismissed.start : dismissed.end].split())
        lines.append(f"متروك: «{words}» {REASONS.get(dismissed.reason, dismissed.reason)} [{dismissed.rule}]")
    return lines


def _meeting(report: ReportReading, number: int, meeting: MeetingReading) -> list[str]:
    lines = [f"{number}. {KINDS.get(meeting.kind, meeting.kind)}"]
    for evidence in meeting.evidence:
        if evidence.fact == "meeting":
            lines.append(f"   دليله: {_quote(report, evidence)} [{evidence.rule}]")
    if meeting.when.explanation:
        day = f"{meeting.when.day:%d.%m.%Y}، " if meeting.when.day else ""
        lines.append(f"   اليوم: {day}{meeting.when.explanation}")
    if meeting.place:
        place = "، ".join(part for part in (meeting.place.venue, meeting.place.city, meeting.place.country) if part)
        told = [evidence for evidence in meeting.evidence if evidence.fact == "place"]
        lines.append(f"   المكان: {place}" + (f" {_quote(report, told[0])} [{told[0].rule}]" if told else " [مستنتج]"))
    for person in meeting.participants:
        lines.append("   " + _person(person))
    return lines


def _person(person: ParticipantReading) -> str:
    words = "، ".join(part for part in (person.name, person.title) if part)
    side = next((evidence for evidence in person.evidence if evidence.fact == "side"), None)
    role = next((evidence for evidence in person.evidence if evidence.fact == "role"), None)
    why = [role.rule] if role else []
    why += ["side:inferred"] if side is None or side.inferred else []
    return f"{ROLES.get(person.role, person.role)}: {words} ({person.side or '؟'}) [{', '.join(why)}]"


def _quote(report: ReportReading, evidence: EvidenceReading) -> str:
    return "«" + " ".join(report.raw[evidence.start : evidence.end].split()) + "»"
