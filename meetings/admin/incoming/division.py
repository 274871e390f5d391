"""The facts of a card of the preview that a split divides, each with its words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from meetings.admin.incoming.dividing import FACTS_OF_PART, FIRST
from meetings.admin.participants.picking import PickedRecords, read_key
from meetings.models import Evidence


@dataclass(frozen=True, slots=True)
class DividedFact:
    """A fact that belongs to the first meeting, the second, or both: the name of its boxes, its value and its words."""

    name: str
    label: str
    value: str
    words: list[str]
    choice: str = FIRST


def list_divided_facts(card: Any, raw: str, records: PickedRecords) -> list[DividedFact]:
    """Return the facts of `card` that are not empty, those of the meeting first, then topics and participants."""
    return [*_list_facts(card, raw), *_list_topics(card, raw, records), *_list_people(card, raw)]


def _list_facts(card: Any, raw: str) -> Iterator[DividedFact]:
    form = card.form
    day = form["date"].value()
    values = {
        "date": day.strftime("%d/%m/%Y") if hasattr(day, "strftime") else str(day or ""),
        "place": " · ".join(filter(None, (_get_label(form, "place"), form["venue"].value()))),
        "words": "",
    }
    labels = {"date": Evidence.Fact.DATE.label, "place": Evidence.Fact.PLACE.label, "words": _("words for the meeting")}
    for name, facts in FACTS_OF_PART.items():
        words = _quote(raw, (one for one in card.read.evidence if one.fact in facts))
        if values[name] or (name == "words" and words):
            yield DividedFact(f"{card.prefix}-split-{name}", str(labels[name]), values[name], words)


def _list_topics(card: Any, raw: str, records: PickedRecords) -> Iterator[DividedFact]:
    keys = filter(None, (read_key("topic", value) for value in card.form["topics"].value()))
    for topic in filter(None, (records.get(key) for key in keys)):
        words = _quote(raw, (one for one in card.read.evidence if one.fact == "topic" and one.value == topic.code))
        name = f"{card.prefix}-split-topic-{topic.pk}"
        yield DividedFact(name, str(Evidence.Fact.TOPIC.label), str(topic), words)


def _list_people(card: Any, raw: str) -> Iterator[DividedFact]:
    for place, person in enumerate(card.people):
        form = person.form
        value = _get_label(form, "official") or form["name"].value() or form["title"].value()
        if not value or not form["keep"].value():
            continue
        side = _get_label(form, "side")
        words = _quote(raw, person.read.evidence if person.read else ())
        name = f"{card.prefix}-split-p{place}"
        label = str(Evidence.Fact.PARTICIPANT.label)
        yield DividedFact(name, label, " · ".join(filter(None, (str(value), side))), words)


def _get_label(form: Any, name: str) -> str:
    """Return what a box with one record shows."""
    return str(form.fields[name].widget.get_label(str(form[name].value() or "")))


def _quote(raw: str, evidence: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(" ".join(raw[one.start : one.end].split()) for one in evidence))
