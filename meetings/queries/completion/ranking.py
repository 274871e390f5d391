"""Completing what an editor types: the exact name, then names that begin so, then words, then by meetings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from meetings.queries.completion.catalogue import LOADERS, CompletedRecord, load_named
from meetings.queries.identifiers import find_identified
from meetings.text.keyboard import convert_to_arabic_keys, convert_to_latin_keys
from meetings.text.name_ranks import NameFit, RankedNames, TypedWord, read_typed

MAX_TYPED_CHARACTERS = 200  # the rest of a longer text is ignored
MIN_KEYBOARD_CHARACTERS = 3  # of a text that may be typed on the other keyboard
SIDE_KINDS = ("country", "organisation")


@dataclass(frozen=True, slots=True)
class Completion:
    """A record that fits what was typed."""

    kind: str
    pk: int
    fit: NameFit
    meetings: int

    @property
    def is_exact(self) -> bool:
        """Whether one of the record's names is what was typed."""
        return self.fit in (NameFit.EXACT, NameFit.EXACT_OTHER)


def complete_names(
    kind: str, text: str, preferred: Callable[[CompletedRecord], bool] | None = None
) -> list[Completion]:
    """Return the records of `kind` whose names fit `text`, the best first; all of them for an empty text.

    A text that is an identifier (Q42) finds first the record that has it.
    Text that fits no name is tried as typed on the other keyboard.

    Args:
        kind: A kind of record of the catalogue.
        text: What was typed, in any spelling.
        preferred: Records that come first among those that fit as well.
    """
    named = _on_some_keyboard(text, lambda typed: _rank((kind,), typed, preferred))
    return _put_identified_first((kind,), text, named)


def complete_sides(text: str) -> list[Completion]:
    """Return the countries, regions and organisations whose names fit `text`, the best first."""
    named = _on_some_keyboard(text, lambda typed: _rank(SIDE_KINDS, typed, None))
    return _put_identified_first(SIDE_KINDS, text, named)


def _put_identified_first(kinds: Iterable[str], text: str, named: list[Completion]) -> list[Completion]:
    """Return the records that have `text` as an identifier, then the others: G20 is a name and can be an identifier."""
    identified = {(kind, pk) for kind in kinds for pk in find_identified(kind, [text])}
    first = [Completion(kind, pk, NameFit.EXACT, 0) for kind, pk in sorted(identified)]
    return [*first, *(one for one in named if (one.kind, one.pk) not in identified)]


def _on_some_keyboard(text: str, find: Callable[[tuple[TypedWord, ...]], list[Completion]]) -> list[Completion]:
    text = text.strip()[:MAX_TYPED_CHARACTERS]
    typed = read_typed(text)
    if text and not typed:
        return []
    if found := find(typed):
        return found
    if len(text) >= MIN_KEYBOARD_CHARACTERS:
        for other in (convert_to_arabic_keys(text), convert_to_latin_keys(text)):
            # ط is the apostrophe of English keys: a word with it (طنطا, 'k'h) was not typed on them.
            if "".join(other.split()).isalnum() and (found := find(read_typed(other))):
                return found
    return []


def _rank(
    kinds: Iterable[str], typed: tuple[TypedWord, ...], preferred: Callable[[CompletedRecord], bool] | None
) -> list[Completion]:
    found = []
    for kind in kinds:
        for record in load_named(kind):
            fit = record.names.rank(typed)
            if fit is not None:
                later = not preferred(record) if preferred else False
                found.append((fit, later, -record.meetings, _count_letters(record), kind, record.pk))
    return [Completion(kind, pk, fit, -meetings) for fit, _later, meetings, _letters, kind, pk in sorted(found)]


def _count_letters(record: CompletedRecord) -> int:
    """Return the length of the first shown name: of equals, the shortest is nearest to what was typed."""
    return len(" ".join(record.names.shown[0])) if record.names.shown else 0


def is_ranked(kind: str) -> bool:
    """Return whether the catalogue has the records of `kind`."""
    return kind in LOADERS


def order_records(rows: Iterable[tuple[Any, ...]], text: str) -> list[int]:
    """Return the ids of `rows` (id and texts of records that fit `text`), the best first, equals in their order.

    This is for kinds with long texts, which the catalogue does not hold: meetings and articles.
    """
    typed = read_typed(text)
    order: list[tuple[int, int, int]] = []
    for place, (pk, *texts) in enumerate(rows):
        fit = RankedNames.of(filter(None, texts)).rank(typed)
        order.append((NameFit.BESIDE if fit is None else fit, place, pk))
    return [pk for _fit, _place, pk in sorted(order)]
