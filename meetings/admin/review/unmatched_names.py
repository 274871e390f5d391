"""The page of names that are linked to no official: an editor links all participants of a name at once."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.admin.history.undoing import link_undo
from meetings.admin.participants.picking import NEW, NewRecord, PickedRecords, PickField, make_key
from meetings.admin.quality.asking import get_reason_to_publish
from meetings.extraction.listed_person import ListedPerson, read_listed_person
from meetings.gazetteer.latin_names import find_english_name, write_in_latin
from meetings.queries.unmatched_names import ShownName, UnmatchedName, list_unmatched_names, show_unmatched_names
from meetings.services.listed_people import SideRecords
from meetings.services.new_people import NewPerson
from meetings.services.roles import may_publish, require
from meetings.services.unmatched_names import LinkedNames, link_names, link_to_new_official
from meetings.text.scripts import get_first_script
from meetings.text.typed_numbers import read_numbers

PER_PAGE = 20
CREATE, LINK = "create", "link"  # values of `answer`; "link:12" links to the official 12
_PICKED = ("side", "position", "official")


class NameForm(forms.Form):
    """What becomes of a name: the person to create with an office, or the official to link it to."""

    name_ar = forms.CharField(label=gettext_lazy("name in Arabic"), max_length=200, required=False)
    name_en = forms.CharField(label=gettext_lazy("name in English"), max_length=200, required=False)
    side = PickField("side", label=gettext_lazy("side"))
    position = PickField("position", label=gettext_lazy("office"), is_creatable=True)
    official = PickField("official", label=gettext_lazy("official"))
    parts = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, records: PickedRecords | None = None, answer: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.answer = answer
        for name in _PICKED:
            field = self.fields[name]
            field.widget.attrs["aria-label"] = str(field.label)
            field.widget.records = records
        self.fields["name_ar"].widget.attrs |= {"dir": "rtl", "lang": "ar"}
        self.fields["name_en"].widget.attrs |= {"dir": "ltr", "lang": "en"}

    def clean_parts(self) -> list[int]:
        return read_numbers(self.cleaned_data["parts"].split(","))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.answer == CREATE:
            if not data.get("name_ar") and "name_ar" not in self.errors:
                self.add_error("name_ar", _("Enter the person's name in Arabic."))
            if isinstance(data.get("position"), NewRecord) and data.get("side") is None and "side" not in self.errors:
                self.add_error("side", _("A new office needs its side. Choose the country or organisation."))
        elif data.get("official") is None and "official" not in self.errors:
            self.add_error("official", ValidationError(_("Choose the official whom the name means.")))
        return data


def overview(request: HttpRequest) -> HttpResponse:
    """Show the names by the number of their meetings; on POST decide about one of them."""
    require(may_publish(request.user))
    bound = None
    if request.method == "POST":
        bound = _read(request)
        if bound.is_valid():
            messages.success(request, _describe(_carry_out(request, bound)))
            return HttpResponseRedirect(f"{reverse('admin:unmatched-names')}?{request.GET.urlencode()}".rstrip("?"))
    groups = list_unmatched_names()
    page = Paginator(groups, PER_PAGE).get_page(request.GET.get("page"))
    shown = show_unmatched_names(page)
    context = {
        **admin.site.each_context(request),
        "title": _("Names without an official"),
        "page": page,
        "rows": [(one, form) for one, form in zip(shown, _make_forms(shown, bound), strict=True)],
        "participants": sum(len(one.parts) for one in groups),
        "query": "",
    }
    return TemplateResponse(request, "admin/review/unmatched_names.html", context)


def _read(request: HttpRequest) -> NameForm:
    answer, _colon, chosen = request.POST.get("answer", "").partition(":")
    data = request.POST.copy()
    if chosen:
        data["official"] = chosen
        data.pop("official-typed", None)
    picked = [(name, data.get(name, "")) for name in _PICKED]
    return NameForm(data, records=PickedRecords(picked), answer=answer)


def _carry_out(request: HttpRequest, form: NameForm) -> LinkedNames:
    data, reason = form.cleaned_data, get_reason_to_publish(request)
    if form.answer != CREATE:
        return link_names(data["parts"], data["official"], request.user, reason)
    office = data["position"].text if isinstance(data["position"], NewRecord) else data["position"]
    new = NewPerson(data["name_ar"], data["name_en"])
    return link_to_new_official(data["parts"], new, office, data["side"], request.user, reason)


def _describe(done: LinkedNames) -> Any:
    """Return the message for the editor, with the undo."""
    said = [
        ngettext("%(n)d participant is linked to %(name)s.", "%(n)d participants are linked to %(name)s.", done.linked)
        % {"n": done.linked, "name": done.official}
    ]
    if done.twice:
        text = ngettext(
            "%(n)d is not: %(name)s takes part in the meeting already.",
            "%(n)d are not: %(name)s takes part in these meetings already.",
            done.twice,
        )
        said.append(text % {"n": done.twice, "name": done.official})
    if done.gone:
        text = ngettext(
            "Another editor decided about %(n)d of them meanwhile.",
            "Another editor decided about %(n)d of them meanwhile.",
            done.gone,
        )
        said.append(text % {"n": done.gone})
    return format_html("{} {}", " ".join(said), link_undo(done.action) if done.linked else "")


def _make_forms(rows: list[ShownName], bound: NameForm | None) -> list[NameForm]:
    """Return the form of each group, filled in from what its reports say; the one that was sent as it was sent."""
    read = [(one.group, read_listed_person(one.group.title)) for one in rows]
    records = SideRecords({code for group, said in read for code in (group.side, said.side or "")})
    known: list[Any] = []
    initials = [_fill_boxes(group, said, records, known) for group, said in read]
    picked = PickedRecords((), known)
    return [
        bound
        if bound is not None and bound.data.get("parts") == initial["parts"]
        else NameForm(initial=initial, records=picked, auto_id=f"id_{place}_%s")
        for place, initial in enumerate(initials)
    ]


def _fill_boxes(group: UnmatchedName, said: ListedPerson, records: SideRecords, known: list[Any]) -> dict[str, str]:
    """Return the values of the boxes, and add the records that they hold to `known`."""
    side = records.sides.get(group.side) or records.sides.get(said.side or "")
    boxes = {**_fill_names(group.names), "parts": group.value}
    if side:
        known.append(side)
        boxes["side"] = make_key(side)
        if office := records.find_office(said.office or said.title, side.code):
            known.append(office)
            boxes["position"] = make_key(office)
        elif said.office:
            boxes["position"] = NEW + said.office
    return boxes


def _fill_names(names: tuple[str, ...]) -> dict[str, str]:
    arabic = next((name for name in names if get_first_script(name) == "ar"), "")
    latin = next((name for name in names if get_first_script(name) == "en"), "")
    return {"name_ar": arabic, "name_en": latin or find_english_name(arabic) or write_in_latin(arabic)}
