"""The choices about names of an import that no record has: link, create, or leave without a record."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.models import Official, Participation
from meetings.queries.completion import complete_names
from meetings.services.lists.named_people import CREATE, Decisions, NameGroup

MAX_CANDIDATES = 3
MAX_GROUPS = 300  # on the page
OTHER = "other"  # the choice of an official whom the autocomplete finds


@dataclass(slots=True)
class NameChoice:
    """The choices about one person.

    Attributes:
        number: Its place on the page.
        group: The person's spellings.
        keys: The keys of the spellings.
        candidates: Officials who may be meant, the best first.
        chosen: The decision so far.
        box: The autocomplete for another official.
    """

    number: int
    group: NameGroup
    keys: list[str]
    candidates: list[Official] = field(default_factory=list)
    chosen: str = ""
    box: SafeString | str = ""


def list_name_choices(groups: list[NameGroup], decisions: Decisions, site: Any) -> list[NameChoice]:
    """Return what an editor can decide about each of the first unknown people."""
    found = [[one.pk for one in complete_names("official", group.first.name)[:MAX_CANDIDATES]] for group in groups]
    chosen = [decisions.get(group.first.key, "") for group in groups]
    wanted = {pk for some in found for pk in some} | {int(one) for one in chosen if one.isdecimal()}
    officials = Official.objects.in_bulk(wanted)
    return [
        _make_choice(number, group, [officials[pk] for pk in pks], decision, officials, site)
        for number, (group, pks, decision) in enumerate(zip(groups, found, chosen, strict=True))
        if number < MAX_GROUPS
    ]


def _make_choice(
    number: int, group: NameGroup, candidates: list[Official], decision: str, officials: dict[int, Official], site: Any
) -> NameChoice:
    keys = [one.key for one in group.spellings]
    is_other = decision.isdecimal() and int(decision) not in {one.pk for one in candidates}
    chosen = OTHER if is_other else CREATE if decision.startswith(CREATE) else decision
    linked = officials.get(int(decision)) if is_other else None
    box = forms.ModelChoiceField(
        Official.objects.filter(pk=linked.pk if linked else None),
        widget=AutocompleteSelect(
            Participation._meta.get_field("official"),
            site,
            attrs={"aria-label": _("Another official for “%(name)s”") % {"name": group.first.name}},
        ),
    ).widget
    html = box.render(f"other-{number}", linked.pk if linked else None, {"id": f"id_other_{number}"})
    return NameChoice(number, group, keys, candidates, chosen, html)


def read_decisions(sent: QueryDict) -> Decisions:
    """Return the decisions that a form sends, for each spelling."""
    decisions: Decisions = {}
    for number in range(MAX_GROUPS):
        choice = str(sent.get(f"name-{number}", ""))
        if choice == OTHER:
            choice = str(sent.get(f"other-{number}", ""))
        elif choice == CREATE:
            choice = f"{CREATE}-{number}"
        decisions |= {key: choice for key in sent.getlist(f"keys-{number}") if choice}
    return decisions
