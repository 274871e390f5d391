"""A report with its facts marked, the reasons, and the rules that decided: the output of `extract --explain`.

No Django here, and no colours: the command adds them.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.extraction.document.annotated_text import read_text
from meetings.extraction.readings import EvidenceReading, MeetingReading, ParticipantReading, ReportReading
from meetings.extraction.rules import RuleDecision
from meetings.gazetteer import load_rows

# Where two facts share words, the narrower one is shown: a name inside the mention of a participant.
_RANK = ("role", "topic", "kind", "participant", "meeting", "title", "side", "place", "date", "name")
_MAX_WORDS_OF_SENTENCE = 8
_AND = "، "
_UNKNOWN = "؟"


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of the report; `fact` is what it states, None for nothing."""

    text: str
    fact: str | None = None


def mark_pieces(report: ReportReading) -> list[list[MarkedPiece]]:
    """Return the report's lines, cut into pieces by the facts that they state.

    Joined, the pieces are the raw text without line ends.
    """
    facts: list[str | None] = [None] * len(report.raw)
    for evidence in sorted(_shown_evidence(report), key=_order):
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


def list_reasons(report: ReportReading) -> list[str]:
    """Return the facts with their reasons, then the dismissed events with theirs, in Arabic lines."""
    lines = []
    if report.published:
        lines.append(_line("published", day=f"{report.published:%d.%m.%Y}"))
    for number, meeting in enumerate(report.meetings, start=1):
        lines.extend(_meeting(report, number, meeting))
    for dismissed in report.dismissed:
        words = _one_line(report.raw[dismissed.start : dismissed.end])
        reason = _label("reason", dismissed.reason)
        lines.append(_line("dismissed", words=words, reason=reason, rule=dismissed.rule))
    return lines


def list_rules_by_sentence(report: ReportReading, decided: Iterable[RuleDecision]) -> list[str]:
    """Return the names of the rules that decided, one line for each sentence, in Arabic lines."""
    names: dict[int, dict[str, None]] = {}
    for decision in decided:
        names.setdefault(-1 if decision.sentence is None else decision.sentence, {})[decision.rule] = None
    text = read_text(report.raw)
    lines = []
    for number in sorted(names):
        rules = ", ".join(names[number])
        if number < 0:
            lines.append(_line("rules_of_report", rules=rules))
            continue
        sentence = text.sentences[number]
        words = text.quote(sentence.start, min(sentence.end, sentence.start + _MAX_WORDS_OF_SENTENCE))
        lines.append(_line("rules_of_sentence", number=number + 1, words=_one_line(words), rules=rules))
    return lines


def list_examples(decided: Iterable[RuleDecision]) -> list[str]:
    """Return each rule that decided with its example, once, by name."""
    found = {decision.rule: decision.example for decision in decided}
    return [_line("example", rule=rule, example=_one_line(found[rule])) for rule in sorted(found)]


@functools.cache
def _labels() -> dict[tuple[str, str], str]:
    return {(row["group"], row["key"]): row["text"] for row in load_rows("explanations")}


def _label(group: str, key: str) -> str:
    """Return the Arabic label of a value, or the value where it has none."""
    return _labels().get((group, key), key)


def _line(key: str, **parts: object) -> str:
    return _labels()["line", key].format(**parts)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _shown_evidence(report: ReportReading) -> list[EvidenceReading]:
    found = []
    for meeting in report.meetings:
        found.extend(meeting.evidence)
        for person in meeting.participants:
            found.extend(person.evidence)
    return [evidence for evidence in found if evidence.fact != "role"]


def _fact(evidence: EvidenceReading) -> str:
    return "name" if evidence.rule == "name" else evidence.fact


def _order(evidence: EvidenceReading) -> tuple[int, int]:
    return _RANK.index(_fact(evidence)), -(evidence.end - evidence.start)


def _pieces(raw: str, facts: list[str | None], start: int, end: int) -> list[MarkedPiece]:
    pieces: list[MarkedPiece] = []
    first = start
    for index in range(start, end + 1):
        if index == end or facts[index] != facts[first]:
            if index > first:
                pieces.append(MarkedPiece(raw[first:index], facts[first]))
            first = index
    return pieces


def _meeting(report: ReportReading, number: int, meeting: MeetingReading) -> list[str]:
    lines = [f"{number}. {_label('kind', meeting.kind)}"]
    for evidence in meeting.evidence:
        if evidence.fact == "meeting":
            words = _one_line(report.raw[evidence.start : evidence.end])
            lines.append("   " + _line("evidence", words=words, rule=evidence.rule))
    if meeting.when.explanation:
        day = f"{meeting.when.day:%d.%m.%Y}{_AND}" if meeting.when.day else ""
        lines.append("   " + _line("day", day=day + meeting.when.explanation))
    if meeting.place:
        lines.append("   " + _place(report, meeting))
    lines.extend("   " + _person(person) for person in meeting.participants)
    lines.append("   " + _confidence(meeting))
    return lines


def _confidence(meeting: MeetingReading) -> str:
    share = f"{meeting.confidence:.0%}"
    if not meeting.doubts:
        return _line("confidence", share=share)
    return _line("doubted", share=share, doubts="؛ ".join(_label("doubt", doubt) for doubt in meeting.doubts))


def _place(report: ReportReading, meeting: MeetingReading) -> str:
    place = meeting.place
    parts = (place.venue, place.city, place.country) if place else ()
    told = next((evidence for evidence in meeting.evidence if evidence.fact == "place"), None)
    why = _line("inferred")
    if told is not None:
        why = f"«{_one_line(report.raw[told.start : told.end])}» [{told.rule}]"
    return _line("place", place=f"{_AND.join(part for part in parts if part)} {why}")


def _person(person: ParticipantReading) -> str:
    words = _AND.join(part for part in (person.name, person.title) if part)
    side = next((evidence for evidence in person.evidence if evidence.fact == "side"), None)
    why = [evidence.rule for evidence in person.evidence if evidence.fact == "role"][:1]
    why += ["side:inferred"] if side is None or side.inferred else []
    role = _label("role", person.role)
    return _line("person", role=role, words=words, side=person.side or _UNKNOWN, rules=_AND.join(why))
