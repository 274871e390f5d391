"""The columns of a meeting's participants: an entry for each, in their order, the same in every column.

An import adds the participants of a new meeting. Of an existing meeting it changes titles, offices and roles; who takes
part changes only in its form, which also has the evidence.
"""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from meetings.models import Official, Participation, Position
from meetings.models.languages import list_language_codes
from meetings.services.lists.cells import Cell, join_aligned, read_choice, split_aligned
from meetings.services.lists.named_people import NamedPeople
from meetings.services.lists.references import Finder, get_key
from meetings.services.lists.side_tables import make_country_finder, make_organisation_finder
from meetings.services.participations import add_participant
from meetings.text.fold import fold

MAX_NAME_CHARACTERS = 200
MAX_TITLE_CHARACTERS = 250
_PLANNED = "_planned_participants"


class ParticipantCell(Cell):
    """One of the columns of participants. The row as a whole reads them, see `ParticipantReader`."""

    def __init__(self, name: str, label: Any, shown: Callable[[Participation], str], *, hint: Any = "") -> None:
        super().__init__(name, label, hint=hint)
        self.shown = shown

    def show(self, record: Any) -> str:
        planned = record.__dict__.get(_PLANNED)
        parts = planned if planned is not None else record.participations.all() if record.pk else ()
        return join_aligned(self.shown(part) for part in parts)

    def save(self, instance: Any, row: dict[str, Any], is_m2m: bool = False, **options: Any) -> None:
        """Leave it to the row as a whole."""


def _show_person(part: Participation) -> str:
    return f"{part.label} – {part.side}" if part.side else part.label


PEOPLE, KEYS, SIDES = "participants", "people_addresses", "people_sides"
TITLE_AR, TITLE_EN, OFFICES, ROLES = "people_titles", "people_titles_en", "people_offices", "people_roles"
ALIGNED = gettext_lazy("as many entries as participants, with a | between them")
CELLS = (
    ParticipantCell(
        PEOPLE,
        gettext_lazy("participants"),
        _show_person,
        hint=gettext_lazy("of a new meeting: name – side, several with a | between them"),
    ),
    ParticipantCell(
        KEYS, gettext_lazy("addresses of the officials"), lambda one: one.official.slug if one.official else "",
        hint=ALIGNED,
    ),
    ParticipantCell(SIDES, gettext_lazy("codes of their sides"), lambda one: one.side_code or "", hint=ALIGNED),
    ParticipantCell(TITLE_AR, gettext_lazy("titles in Arabic"), lambda one: one.title_ar, hint=ALIGNED),
    ParticipantCell(TITLE_EN, gettext_lazy("titles in English"), lambda one: one.title_en, hint=ALIGNED),
    ParticipantCell(
        OFFICES, gettext_lazy("offices"), lambda one: get_key(one.position) if one.position else "",
        hint=gettext_lazy("addresses of positions: as many entries as participants, with a | between them"),
    ),
    ParticipantCell(ROLES, gettext_lazy("roles"), lambda one: str(one.get_role_display()), hint=ALIGNED),
)  # fmt: skip
_CELLS = {cell.column_name: cell for cell in CELLS}


class ParticipantReader:
    """The reader of the columns of participants in the rows of one import."""

    def __init__(self, people: NamedPeople) -> None:
        self.people = people

    @cached_property
    def _countries(self) -> Finder:
        return make_country_finder()

    @cached_property
    def _bodies(self) -> Finder:
        return make_organisation_finder()

    @cached_property
    def _offices(self) -> Finder:
        return Finder(Position.objects.select_related("country", "organisation"), lambda one: (one.code,))

    def plan(self, meeting: Any, row: dict[str, Any], number: int) -> None:
        """Note the participants that a row gives a meeting, for `write_planned`.

        Raises:
            ValidationError: A column cannot be read, or has another number of entries than the others.
        """
        given = {name: split_aligned(str(row.get(name) or "")) for name in _CELLS if name in row}
        if meeting.pk is not None:
            self._plan_changes(meeting, {name: row[name] for name in given}, given)
        elif any(given.values()):
            count = len(given.get(PEOPLE) or max(given.values(), key=len))
            _check_counts(given, count)
            filled = {name: texts or [""] * count for name, texts in given.items()}
            parts = [
                self._make({name: texts[place] for name, texts in filled.items()}, number) for place in range(count)
            ]
            _refuse_twice(parts)
            meeting.__dict__[_PLANNED] = parts

    def _plan_changes(self, meeting: Any, row: dict[str, Any], given: dict[str, list[str]]) -> None:
        changed = {
            name: texts for name, texts in given.items()
            if not _CELLS[name].is_unchanged(str(row[name] or "").strip(), meeting)
            and not _is_listed(_CELLS[name], texts, meeting)
        }  # fmt: skip
        for name in (PEOPLE, KEYS, SIDES):
            if name in changed:
                text = _("Participants are changed in the meeting's form. Leave this cell as it was.")
                raise ValidationError({name: text})
        if not changed:
            return
        parts = [copy(part) for part in meeting.participations.all()]
        _check_counts(changed, len(parts))
        for name, texts in changed.items():
            for part, text in zip(parts, texts or [""] * len(parts), strict=True):
                self._set(part, name, text)
        meeting.__dict__[_PLANNED] = parts

    def _make(self, entry: dict[str, str], number: int) -> Participation:
        """Return a new participant that the entries of the columns describe."""
        name, _dash, side_name = (part.strip() for part in entry.get(PEOPLE, "").rpartition(" – "))
        if not name:
            name, side_name = side_name, ""
        if len(name) > MAX_NAME_CHARACTERS:
            text = _("A name is longer than 200 characters: “%(name)s…”. Shorten it.")
            raise ValidationError({PEOPLE: text % {"name": name[:40]}})
        part = Participation()
        for column in (TITLE_AR, TITLE_EN, OFFICES, ROLES):
            if entry.get(column):
                self._set(part, column, entry[column])
        side = self._find_side(PEOPLE, side_name)
        side = self._find_side(SIDES, entry.get(SIDES, "")) or side
        if side is not None:
            setattr(part, str(side._meta.model_name), side)
        part.official = self._find_official(entry, name, part, number)
        is_title = name and fold(name) in {fold(one) for one in (part.title_ar, part.title_en, part.title) if one}
        part.name_as_written = "" if part.official or is_title else name
        return part

    def _find_official(self, entry: dict[str, str], name: str, part: Participation, number: int) -> Official | None:
        key = entry.get(KEYS, "")
        try:
            if key:
                return self.people.finder.find_by_key(key)  # type: ignore[no-any-return]
            return self.people.find(name, part.side, part.title, number) if name else None
        except ValueError as error:
            raise ValidationError({KEYS if key else PEOPLE: str(error)}) from error

    def _find_side(self, column: str, text: str) -> Any:
        for finder in (self._countries, self._bodies) if text else ():
            if finder.knows(text):
                try:
                    return finder.find(text)
                except ValueError as error:
                    raise ValidationError({column: str(error)}) from error
        if text:
            message = _("No country, region or organisation is called “%(side)s”. Enter its name or its code.")
            raise ValidationError({column: message % {"side": text[:60]}})
        return None

    def _set(self, part: Participation, column: str, text: str) -> None:
        try:
            if column == ROLES:
                part.role = read_choice(text, Participation.Role.choices) if text else Participation.Role.PARTY
            elif column == OFFICES:
                part.position = self._offices.find_by_key(text) if text else None
            else:
                if len(text) > MAX_TITLE_CHARACTERS:
                    raise ValueError(_("“%(title)s…” is too long. Shorten it.") % {"title": text[:40]})
                setattr(part, "title_ar" if column == TITLE_AR else "title_en", text)
        except ValueError as error:
            raise ValidationError({column: str(error)}) from error


def write_planned(meeting: Any) -> None:
    """Save the participants that the row gave the meeting, which is saved."""
    for order, part in enumerate(meeting.__dict__.pop(_PLANNED, ())):
        if part.pk is None:
            part.meeting, part.order = meeting, order
            add_participant(part)
        else:
            part.save()


def list_planned_codes(meeting: Any) -> list[str]:
    """Return the codes of the sides of the participants that the row gives a new meeting."""
    return [part.side_code for part in meeting.__dict__.get(_PLANNED, ()) if part.side_code]


def _is_listed(cell: ParticipantCell, texts: list[str], meeting: Any) -> bool:
    """Return whether the entries are those of the meeting, in any spelling of either language."""
    for language in list_language_codes():
        with override(language):
            shown = [cell.shown(part) for part in meeting.participations.all()]
        if list(map(fold, texts)) == list(map(fold, shown)) or (not texts and not any(shown)):
            return True
    return False


def _check_counts(given: dict[str, list[str]], count: int) -> None:
    for name, texts in given.items():
        if texts and len(texts) != count:
            text = _(
                "This cell has %(entries)s entries for %(count)s participants. Put a | between the entries, with "
                "nothing for a participant without one."
            )
            raise ValidationError({name: text % {"entries": len(texts), "count": count}})


def _refuse_twice(parts: list[Participation]) -> None:
    known = [part.official for part in parts if part.official]
    if len(set(known)) < len(known):
        raise ValidationError({PEOPLE: _("An official is named twice.")})
