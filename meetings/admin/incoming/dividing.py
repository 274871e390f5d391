"""Two meetings of one in the preview of a report, and one of two: changes of the posted form, which store nothing.

The second meeting is a card with the same reading. It has all the participants of the first, those who stay there
without a tick, so that one click moves a participant from one meeting to the other.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from meetings.ingest.joined_readings import join_proposals
from meetings.ingest.proposal import MeetingProposal
from meetings.text.typed_numbers import read_number

FIRST, SECOND, BOTH = "first", "second", "both"
PARTS = ("date", "place", "words")  # facts of the meeting that are divided; "words" are those for the meeting itself
_BOXES = {"date": ("date", "date_end", "precision"), "place": ("place", "country", "venue")}
FACTS_OF_PART = {"date": ("date",), "place": ("place",), "words": ("meeting", "kind")}
JOINED = "meetings-joined"  # the box with the pairs of readings that the editor joined: "0+2 1+3"
MAX_MEETINGS, MAX_PEOPLE = 60, 150
_CARD = re.compile(r"m(\d+)(?=$|-)")


def count_rows(data: Any, name: str) -> int:
    """Return the number of rows that a posted form has, at most as many as the page shows."""
    most = MAX_MEETINGS if name == "meetings" else MAX_PEOPLE
    return min(read_number(data.get(f"{name}-count", "")) or 0, most)


def read_joined(data: Any) -> list[tuple[int, int]]:
    """Return the pairs of numbers of readings that the editor joined, in the order of the joins."""
    sent = str(data.get(JOINED, "")) if data is not None else ""
    return [(int(one), int(two)) for one, two in re.findall(r"(?<!\d)(\d{1,3})\+(\d{1,3})(?!\d)", sent)]


def join_as_sent(proposals: list[MeetingProposal], data: Any) -> list[MeetingProposal]:
    """Return the proposals after the joins of a posted form: each in the place of its first one.

    The second one of a join stays, so that the others keep their numbers.
    """
    found = list(proposals)
    for first, second in read_joined(data):
        if first != second and max(first, second) < len(found):
            found[first], _numbers = join_proposals(found[first], found[second])
    return found


def link_cards(cards: list[Any]) -> None:
    """Tell each card which one is before it, and whether another one has the same reading."""
    readings = [id(card.proposal) for card in cards if card.proposal]
    for before, card in zip([None, *cards], cards, strict=False):
        card.previous = before.prefix if before else ""
        card.is_split = card.proposal is not None and readings.count(id(card.proposal)) > 1


# --- Split ------------------------------------------------------------------------------------------------------------
def split_card(data: QueryDict, card: str) -> str:
    """Make a second card of parts of `card` in the posted form, and return its prefix."""
    second = f"m{count_rows(data, 'meetings')}"
    _copy_boxes(data, card, second)
    for place in range(count_rows(data, f"{card}-people")):
        _tick(data, f"{card}-p{place}", second, data.get(f"{card}-split-p{place}", FIRST))
    topics = {pk: data.get(f"{card}-split-topic-{pk}", FIRST) for pk in data.getlist(f"{card}-topics")}
    choices = {name: data.get(f"{card}-split-{name}", FIRST) for name in PARTS}
    for prefix, other in ((card, SECOND), (second, FIRST)):
        data.setlist(f"{prefix}-topics", [pk for pk, choice in topics.items() if choice != other])
        _leave_out(data, prefix, [name for name in PARTS if choices[name] == other])
    data[f"{second}-into"], data[f"{second}-headline"] = "", ""
    data["meetings-count"] = str(count_rows(data, "meetings") + 1)
    _save_marks(data, [*_load_marks(data), *_copy_marks(data, card, second)])
    for name in [name for name in data if "-split-" in name]:
        del data[name]
    return second


def _copy_boxes(data: QueryDict, card: str, second: str) -> None:
    for name in [name for name in data if name.startswith(f"{card}-") and "-split-" not in name]:
        data.setlist(second + name.removeprefix(card), data.getlist(name))


def _leave_out(data: QueryDict, card: str, parts: list[str]) -> None:
    """Empty the boxes of facts that belong to the other meeting only, and leave out their words."""
    for name in parts:
        for box in _BOXES.get(name, ()):
            data[f"{card}-{box}"] = ""
            data.pop(f"{card}-{box}-typed", None)
    data[f"{card}-without"] = " ".join(fact for name in parts for fact in FACTS_OF_PART[name])


def _tick(data: QueryDict, person: str, second: str, choice: str) -> None:
    """Keep a participant in the meetings that the editor chose; one who was left out stays left out."""
    was = data.get(f"{person}-keep", "")
    copy = second + person[person.index("-") :]
    data[f"{person}-keep"] = was if choice != SECOND else ""
    data[f"{copy}-keep"] = was if choice != FIRST else ""


def _copy_marks(data: QueryDict, card: str, second: str) -> Iterator[dict[str, Any]]:
    """Yield the editor's marks that also belong to the second meeting; what it does not have is left out later."""
    for mark in _load_marks(data):
        if mark["of"] == card or mark["of"].startswith(f"{card}-"):
            yield {**mark, "of": second + mark["of"].removeprefix(card)}


# --- Join -------------------------------------------------------------------------------------------------------------
def join_cards(data: QueryDict, card: str, other: str, numbers: list[int] | None) -> None:
    """Put the facts of the card `other` on `card`, and take `other` out of the posted form.

    Args:
        data: The posted form.
        card: The card that stays.
        other: The card that is joined to it.
        numbers: The number of each participant of the reading of `other` in the joined reading; None if both cards
            have the same reading, because they were split before.
    """
    places = _place_people(data, card, other, numbers)
    for boxes in _BOXES.values():
        if not data.get(f"{card}-{boxes[0]}"):
            for box in boxes:
                data[f"{card}-{box}"] = data.get(f"{other}-{box}", "")
    topics = [*data.getlist(f"{card}-topics"), *data.getlist(f"{other}-topics")]
    data.setlist(f"{card}-topics", list(dict.fromkeys(topics)))
    data[f"{card}-without"] = ""
    marks = [{**mark, "of": places.get(mark["of"], card if mark["of"] == other else mark["of"])}
             for mark in _load_marks(data)]  # fmt: skip
    for name in [name for name in data if name.startswith(f"{other}-")]:
        del data[name]
    _close_gap(data, int(other[1:]), marks)


def _place_people(data: QueryDict, card: str, other: str, numbers: list[int] | None) -> dict[str, str]:
    """Put the participants of `other` on `card`; return the new prefix of each by the former one."""
    rows = {data.get(f"{card}-p{place}-read", ""): place for place in range(count_rows(data, f"{card}-people"))}
    rows.pop("", None)
    places = {}
    for place in range(count_rows(data, f"{other}-people")):
        former = f"{other}-p{place}"
        read = read_number(data.get(f"{former}-read", ""))
        if read is not None and numbers is not None:
            read = numbers[read] if read < len(numbers) else None
        at = rows.get(str(read)) if read is not None else None
        if at is None:
            at = count_rows(data, f"{card}-people")
            for name in [name for name in data if name.startswith(f"{former}-")]:
                data.setlist(f"{card}-p{at}{name.removeprefix(former)}", data.getlist(name))
            data[f"{card}-p{at}-read"] = "" if read is None else str(read)
            data[f"{card}-people-count"] = str(at + 1)
        elif data.get(f"{former}-keep"):
            data[f"{card}-p{at}-keep"] = "on"
        places[former] = f"{card}-p{at}"
    return places


def _close_gap(data: QueryDict, gone: int, marks: list[dict[str, Any]]) -> None:
    """Give the cards after `gone` the numbers that follow, in the boxes and in the marks."""

    def lower(name: str) -> str:
        found = _CARD.match(name)
        return f"m{int(found[1]) - 1}{name[found.end() :]}" if found and int(found[1]) > gone else name

    renamed = [(name, lower(name), data.getlist(name)) for name in data if lower(name) != name]
    for name, _new, _values in renamed:
        del data[name]
    for _name, new, values in renamed:
        data.setlist(new, values)
    data["meetings-count"] = str(max(0, count_rows(data, "meetings") - 1))
    _save_marks(data, [{**mark, "of": lower(mark["of"])} for mark in marks])


def _load_marks(data: QueryDict) -> list[dict[str, Any]]:
    try:
        marks = json.loads(data.get("marks", "") or "[]")
    except (ValueError, RecursionError):
        return []
    wanted = isinstance(marks, list)
    return [one for one in marks if isinstance(one, dict) and isinstance(one.get("of"), str)] if wanted else []


def _save_marks(data: QueryDict, marks: list[dict[str, Any]]) -> None:
    data["marks"] = json.dumps(marks)  # in ASCII: a mark can hold half a character
