"""The list of people without an English name, with a box for each."""

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
from django.utils.translation import ngettext

from meetings.admin.history.undoing import link_undo
from meetings.admin.quality.asking import get_reason_to_publish
from meetings.queries.english_names import ProposedName, propose_english_names, select_without_english_name
from meetings.queries.offices import get_office_on
from meetings.services.english_names import NamedOfficials, give_english_names
from meetings.services.roles import may_publish, require
from meetings.text.scripts import get_first_script
from meetings.text.typed_numbers import read_number

PER_PAGE = 50
_BOX = "name-"  # and the id of the official


class EnglishNameField(forms.CharField):
    """An English name; a name in another script is refused."""

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        if name and get_first_script(name) != "en":
            raise ValidationError(_("“%(name)s” is not written in Latin letters.") % {"name": name})
        return name


class EnglishNamesForm(forms.Form):
    """A box for each official of the page."""

    def __init__(self, rows: list[ProposedName], data: Any = None) -> None:
        super().__init__(data)
        for row in rows:
            label = _("English name of %(name)s") % {"name": row.official.name_ar}
            attrs = {"dir": "ltr", "lang": "en", "aria-label": label, "list": f"names-{row.official.pk}"}
            field = EnglishNameField(required=False, max_length=200, label=label, widget=forms.TextInput(attrs))
            field.initial = row.known
            self.fields[f"{_BOX}{row.official.pk}"] = field

    def list_names(self) -> dict[int, str]:
        """Return the names that were entered, by the ids of the officials."""
        return {int(name.removeprefix(_BOX)): value for name, value in self.cleaned_data.items() if value}


def overview(request: HttpRequest) -> HttpResponse:
    """Show the people of most meetings first; on POST give those with a filled-in box their names."""
    require(may_publish(request.user))
    page = Paginator(select_without_english_name(), PER_PAGE).get_page(request.GET.get("page"))
    rows = propose_english_names(page)
    form = EnglishNamesForm(rows)
    if request.method == "POST":
        form = EnglishNamesForm(_list_sent(request), request.POST)
        if form.is_valid():
            messages.success(request, _describe(give_english_names(
                form.list_names(), request.user, get_reason_to_publish(request)
            )))  # fmt: skip
            return HttpResponseRedirect(f"{reverse('admin:english-names')}?{request.GET.urlencode()}".rstrip("?"))
    context = {
        **admin.site.each_context(request),
        "title": _("People without an English name"),
        "page": page,
        "rows": [(row, get_office_on(row.official), _get_box(form, row)) for row in rows],
        "query": "",
    }
    return TemplateResponse(request, "admin/review/english_names.html", context)


def _get_box(form: EnglishNamesForm, row: ProposedName) -> Any:
    name = f"{_BOX}{row.official.pk}"
    return form[name] if name in form.fields else EnglishNamesForm([row])[name]


def _list_sent(request: HttpRequest) -> list[ProposedName]:
    """Return the officials whose boxes were sent; one who got a name meanwhile is among them."""
    sent = [read_number(name.removeprefix(_BOX)) for name in request.POST if name.startswith(_BOX)]
    model = select_without_english_name().model
    found = model.objects.prefetch_related("names").in_bulk([pk for pk in sent if pk][: 2 * PER_PAGE])
    return propose_english_names(found.values())


def _describe(done: NamedOfficials) -> Any:
    """Return the message for the editor, with the undo."""
    if not done.named and not done.decided:
        return _("No name was entered, so nothing was saved.")
    said = []
    if done.named:
        count = len(done.named)
        said.append(ngettext("%(n)d name was saved.", "%(n)d names were saved.", count) % {"n": count})
    if done.decided:
        names = ", ".join(str(one) for one in done.decided)
        said.append(_("Another editor named these meanwhile: %(names)s.") % {"names": names})
    return format_html("{} {}", " ".join(said), link_undo(done.action) if done.named else "")
