"""The choices about names of an import that no record has: link, create, or leave without a record."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.admin.participants.picking import NewRecord, PickedRecords, PickField
from meetings.models import Official
from meetings.queries.completion import complete_names
from meetings.services.lists.named_people import CREATE, Decisions, NameGroup
from meetings.text.typed_numbers import read_number

MAX_CANDIDATES = 3
MAX_GROUPS = 300  # on the page
OTHER = "other"  # the choice of an official whom the box beside it names


@dataclass(slots=True)
class NameChoice:
    """The choices about one person.

    Attributes:
        number: Its place on the page.
        group: The person's spellings.
        keys: The keys of the spellings.
        candidates: Officials who may be meant, the best first.
        chosen: The decision so far.
        box: The box for another official.
        error: Why what was typed there is not an official.
    """

    number: int
    group: NameGroup
    keys: list[str]
    candidates: list[Official] = field(default_factory=list)
    chosen: str = ""
    box: SafeString | str = ""
    error: str = ""


@dataclass(slots=True)
class SentDecisions:
    """The decisions that a form sends, and the errors of its boxes by their places on the page."""

    decisions: Decisions = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)


def list_name_choices(groups: list[NameGroup], decisions: Decisions, errors: dict[int, str]) -> list[NameChoice]:
    """Return what an editor can decide about each of the first unknown people."""
    shown = groups[:MAX_GROUPS]
    found = [[one.pk for one in complete_names("official", group.first.name)[:MAX_CANDIDATES]] for group in shown]
    chosen = [decisions.get(group.first.key, "") for group in shown]
    officials = Official.objects.in_bulk({pk for some in found for pk in some})
    records = PickedRecords(("official", one) for one in chosen)
    return [
        _make_choice(number, group, [officials[pk] for pk in pks], decision, records, errors.get(number, ""))
        for number, (group, pks, decision) in enumerate(zip(shown, found, chosen, strict=True))
    ]


def _make_choice(
    number: int, group: NameGroup, candidates: list[Official], decision: str, records: PickedRecords, error: str
) -> NameChoice:
    linked = read_number(decision)
    is_other = linked is not None and linked not in {one.pk for one in candidates}
    chosen = OTHER if is_other or error else CREATE if decision.startswith(CREATE) else decision
    widget = PickField("official").widget
    widget.records = records
    widget.attrs["aria-label"] = _("Another official for “%(name)s”") % {"name": group.first.name}
    box = widget.render(f"other-{number}", decision if is_other else "", {"id": f"id_other_{number}"})
    return NameChoice(number, group, [one.key for one in group.spellings], candidates, chosen, box, error)


def read_decisions(sent: QueryDict) -> SentDecisions:
    """Return the decisions that a form sends, for each spelling."""
    read = SentDecisions()
    picking = PickField("official", is_creatable=True)
    picking.widget.records = PickedRecords(())
    for number in range(MAX_GROUPS):
        choice = str(sent.get(f"name-{number}", ""))
        if choice == OTHER:
            try:
                picked = picking.clean(picking.widget.value_from_datadict(sent, {}, f"other-{number}"))
            except ValidationError as error:
                read.errors[number] = " ".join(error.messages)
                picked = None
            choice = CREATE if isinstance(picked, NewRecord) else str(picked.pk) if picked else ""
        if choice == CREATE:
            choice = f"{CREATE}-{number}"
        if choice:
            read.decisions |= dict.fromkeys(sent.getlist(f"keys-{number}"), choice)
    return read
