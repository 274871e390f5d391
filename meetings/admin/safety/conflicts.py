"""What two editors made of one form: the values that differ, and the form with the values that an editor chose."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.admin.safety.form_values import (
    get_saved_value,
    list_editable_fields,
    list_entered_values,
    make_digest,
    read_browser_value,
)
from meetings.admin.safety.sent_rows import SentRow, SentRows, read_row, replace_value
from meetings.admin.safety.versions import FormVersion
from meetings.text.changes import TextRun, compare_words

YOURS, THEIRS = "yours", "theirs"
CHOICE = "choice."  # begins the names of the choices in the question
MIN_COMPARED_CHARACTERS = 60  # shorter values are shown one beside the other, without marks

Digests = dict[str, str]
Applied = dict[str, Callable[[], None]]


@dataclass(slots=True)
class VersionChoice:
    """A value that another editor changed, beside the value in the form that was sent.

    `chosen` is what the question proposes: empty if both editors changed it. `apply` does what each choice means.
    """

    key: str
    label: str
    yours: str
    theirs: str
    chosen: str
    apply: Applied

    @property
    def name(self) -> str:
        """The name of the choice in the question."""
        return CHOICE + self.key

    @property
    def pieces(self) -> list[TextRun]:
        """The words in which two long texts differ."""
        is_long = min(len(self.yours), len(self.theirs)) >= MIN_COMPARED_CHARACTERS
        return compare_words(self.theirs, self.yours) if is_long else []


@dataclass(slots=True)
class ChoiceGroup:
    """The choices about the record (then without a label), or about one of its rows."""

    label: str
    choices: list[VersionChoice] = field(default_factory=list)


@dataclass(slots=True)
class FormState:
    """A form and its inlines at one moment."""

    form: Any
    inlines: list[Any]


class Conflict:
    """The differences between the record as it is now and a form that was made on an older version.

    Args:
        base: The version that the form was made on; None if it is unknown: then each difference is a question.
        now: The form as the record fills it now.
        sent: The form as the editor sent it.
        data: What the browser sent.
        name_row: Returns the name of a row that no longer exists, by the prefix of its inline and its number.
    """

    def __init__(
        self,
        base: FormVersion | None,
        now: FormState,
        sent: FormState,
        data: QueryDict,
        name_row: Callable[[str, str], str],
    ) -> None:
        self._name_row = name_row
        self.groups: list[ChoiceGroup] = []
        self.data = data.copy()
        self._inlines: list[SentRows] = []
        own = base.fields if base else {}
        self._compare_fields(ChoiceGroup(""), own, now.form, sent.form, self.data)
        for mine, theirs in zip(sent.inlines, now.inlines, strict=True):
            rows = SentRows(mine, self.data)
            self._inlines.append(rows)
            self._compare_rows(rows, theirs, base.rows.get(mine.prefix, {}) if base else None)

    @property
    def choices(self) -> list[VersionChoice]:
        """All choices, in the order of the form."""
        return [choice for group in self.groups for choice in group.choices]

    def read_choices(self, data: QueryDict) -> bool:
        """Take the choices that the editor sent; return whether none is missing."""
        complete = True
        for choice in self.choices:
            given = data.get(choice.name, "")
            complete = complete and given in choice.apply
            choice.chosen = given if given in choice.apply else choice.chosen
        return complete

    def make_data(self) -> QueryDict:
        """Return what a browser would send of the form with the chosen values."""
        for choice in self.choices:
            choice.apply[choice.chosen]()
        for rows in self._inlines:
            rows.write(self.data)
        for name in [name for name in self.data if name.startswith(CHOICE)]:
            del self.data[name]
        return self.data

    def move_files(self, files: "MultiValueDict[str, Any]") -> None:
        """Let the files that were sent with rows follow these to the places that `make_data` gave them."""
        for rows in self._inlines:
            rows.move_files(files)

    # --- Fields -------------------------------------------------------------------------------------------------------
    def _compare_fields(
        self, group: ChoiceGroup, base: Digests, now: Any, sent: Any, values: Any, stem: str = ""
    ) -> None:
        theirs = {bound.name: bound for bound in list_editable_fields(now)}
        for mine in list_editable_fields(sent):
            if mine.name in theirs:
                group.choices += _compare_field(stem + mine.name, base, mine, theirs[mine.name], values)
        if group.choices:
            self.groups.append(group)

    # --- Rows ---------------------------------------------------------------------------------------------------------
    def _compare_rows(self, rows: SentRows, theirs: Any, base: dict[str, Digests] | None) -> None:
        now = {str(form.instance.pk): form for form in theirs.initial_forms if form.instance.pk}
        kind = capfirst(str(theirs.model._meta.verbose_name))
        sent = {row.pk for row in rows.saved()}
        for row in list(rows.saved()):
            known = base.get(row.pk) if base is not None else None
            if row.pk in now:
                self._compare_row(rows, row, known, now[row.pk], kind)
            elif row.is_deleted:
                rows.rows.remove(row)
            else:
                self._ask_about_deleted(rows, row, known, kind)
        for pk, form in now.items():
            if pk not in sent and (base is None or pk not in base):
                self._ask_about_added(rows, pk, form, kind)

    def _compare_row(self, rows: SentRows, row: SentRow, base: Digests | None, now: Any, kind: str) -> None:
        title = str(now.instance)
        if not row.is_deleted:
            group = ChoiceGroup(f"{kind}: {title}")
            self._compare_fields(group, base or {}, now, row.form, row.values, f"{rows.prefix}.{row.pk}.")
        elif base is None or not _has_values(now, base):
            apply: Applied = {YOURS: _keep_as_it_is, THEIRS: partial(_put_back, row, now)}
            self._ask(
                rows,
                row.pk,
                kind,
                VersionChoice("", title, _("deleted"), pgettext("part of a record", "changed"), "", apply),
            )

    def _ask_about_deleted(self, rows: SentRows, row: SentRow, base: Digests | None, kind: str) -> None:
        title = self._name_row(rows.prefix, row.pk) or _name_sent_row(row)
        chosen = THEIRS if base is not None and _has_values(row.form, base) else ""
        apply: Applied = {YOURS: partial(_make_new, row), THEIRS: partial(rows.rows.remove, row)}
        self._ask(rows, row.pk, kind, VersionChoice("", title, _("in your form"), _("deleted"), chosen, apply))

    def _ask_about_added(self, rows: SentRows, pk: str, form: Any, kind: str) -> None:
        row = rows.add(pk, form)
        apply: Applied = {YOURS: partial(_delete, row), THEIRS: _keep_as_it_is}
        self._ask(
            rows,
            pk,
            kind,
            VersionChoice(
                "", str(form.instance), _("not in your form"), pgettext("part of a record", "added"), THEIRS, apply
            ),
        )

    def _ask(self, rows: SentRows, pk: str, kind: str, choice: VersionChoice) -> None:
        choice.key = f"{rows.prefix}.{pk}"
        self.groups.append(ChoiceGroup(kind, [choice]))


def _compare_field(key: str, base: Digests, mine: Any, theirs: Any, values: Any) -> list[VersionChoice]:
    """Return the choice between two values of a field; none if only the editor changed it, or both agree."""
    saved, entered, before = get_saved_value(theirs), list_entered_values(mine), base.get(mine.name)
    if saved in entered or before == make_digest(saved):
        return []
    chosen = THEIRS if before in {make_digest(value) for value in entered} else ""
    value = read_browser_value(theirs)
    apply: Applied = {YOURS: _keep_as_it_is, THEIRS: partial(replace_value, values, theirs, value.raw)}
    words = read_browser_value(mine).words
    return [VersionChoice(key, capfirst(str(mine.label)), words, value.words, chosen, apply)]


def _keep_as_it_is() -> None:
    pass


def _put_back(row: SentRow, now: Any) -> None:
    row.is_deleted, row.values = False, read_row(now)


def _make_new(row: SentRow) -> None:
    row.pk = ""


def _delete(row: SentRow) -> None:
    row.is_deleted = True


def _name_sent_row(row: SentRow) -> str:
    """Return what the first filled fields of a row say, whose record no longer exists."""
    words = (read_browser_value(bound).words for bound in list_editable_fields(row.form))
    return " – ".join([word for word in words if word][:2]) or f"№ {row.pk}"


def _has_values(form: Any, base: Digests | None) -> bool:
    """Return whether the values of a form, sent or on record, are those of `base`."""
    if base is None:
        return False
    for bound in list_editable_fields(form):
        values = list_entered_values(bound) if form.is_bound else {get_saved_value(bound)}
        if base.get(bound.name) not in {make_digest(value) for value in values}:
            return False
    return True
