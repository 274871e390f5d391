"""The facts of a card of the preview that a split divides, each with its words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from meetings.admin.incoming.dividing import FACTS_OF_PART, FIRST
from meetings.models import Evidence


@dataclass(frozen=True, slots=True)
class DividedFact:
    """A fact that belongs to the first meeting, the second, or both: the name of its boxes, its value and its words."""

    name: str
    label: str
    value: str
    words: list[str]
    choice: str = FIRST


def list_divided_facts(card: Any, raw: str, choices: Any) -> list[DividedFact]:
    """Return the facts of `card` that are not empty, those of the meeting first, then topics and participants."""
    return [*_list_facts(card, raw, choices), *_list_topics(card, raw, choices), *_list_people(card, raw, choices)]


def _list_facts(card: Any, raw: str, choices: Any) -> Iterator[DividedFact]:
    form = card.form
    place = form["place"].value() or ""
    place_name = form.fields["place"].widget.label_of(str(place)) if place else ""
    day = form["date"].value()
    values = {
        "date": day.strftime("%d/%m/%Y") if hasattr(day, "strftime") else str(day or ""),
        "place": " · ".join(filter(None, (place_name, form["venue"].value()))),
        "words": "",
    }
    labels = {"date": Evidence.Fact.DATE.label, "place": Evidence.Fact.PLACE.label, "words": _("words for the meeting")}
    for name, facts in FACTS_OF_PART.items():
        words = _quote(raw, (one for one in card.read.evidence if one.fact in facts))
        if values[name] or (name == "words" and words):
            yield DividedFact(f"{card.prefix}-split-{name}", str(labels[name]), values[name], words)


def _list_topics(card: Any, raw: str, choices: Any) -> Iterator[DividedFact]:
    for pk in card.form["topics"].value() or ():
        code = choices.topics.get(str(pk), ("", ""))[0]
        words = _quote(raw, (one for one in card.read.evidence if one.fact == "topic" and one.value == code))
        name = f"{card.prefix}-split-topic-{pk}"
        yield DividedFact(name, str(Evidence.Fact.TOPIC.label), choices.topic(str(pk)) or "", words)


def _list_people(card: Any, raw: str, choices: Any) -> Iterator[DividedFact]:
    for place, person in enumerate(card.people):
        form = person.form
        value = choices.official(str(form["official"].value() or "")) or form["name"].value() or form["title"].value()
        if not value or not form["keep"].value():
            continue
        side = choices.side(str(form["side"].value() or "")) or ""
        words = _quote(raw, person.read.evidence if person.read else ())
        name = f"{card.prefix}-split-p{place}"
        label = str(Evidence.Fact.PARTICIPANT.label)
        yield DividedFact(name, label, " · ".join(filter(None, (str(value), side))), words)


def _quote(raw: str, evidence: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(" ".join(raw[one.start : one.end].split()) for one in evidence))
