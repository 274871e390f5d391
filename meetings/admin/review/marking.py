"""Pages for correction by marking: Mahdar reads the marked words, shows its reading, and stores it once confirmed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.admin.quality.asking import get_reason_to_publish
from meetings.admin.review.marking_forms import STEPS, WordsForm
from meetings.admin.review.reading import propose_fact
from meetings.admin.review.views import find_part, read_queue, review_address, review_context, show_changes
from meetings.admin.safety.versions import MADE_ON
from meetings.models import Evidence, Meeting
from meetings.services import marking as services
from meetings.services.marking import Marking, Words
from meetings.services.roles import may_edit, require
from meetings.text.typed_numbers import read_number

Fact = Evidence.Fact


@require_POST
@transaction.atomic
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reading of the marked words (first step), or store it once the editor confirms (second step)."""
    meeting = get_object_or_404(Meeting.objects.select_related("place__country", "place__region"), pk=pk)
    require(may_edit(request.user, meeting))
    chosen = WordsForm(meeting, request.POST)
    if not chosen.is_valid():
        return _shown(request, pk, **_asked_again(chosen))
    fact = chosen.cleaned_data["fact"]
    words = Words(*(chosen.cleaned_data[name] for name in ("article", "start", "end")))
    read = propose_fact(fact, meeting, words, request.user, request.POST.get("part"))
    options = {"user": request.user, **read.options}
    form = STEPS[fact](meeting, request.POST, **options)
    is_confirmed = "confirmed" in request.POST and not getattr(form, "is_of_another", False)
    if fact == Fact.MEETING or is_confirmed:
        shown = {"step": form, "words": words, "fact": fact, "fact_label": Fact(fact).label, "read": read}
        if changed := show_changes(request, meeting, f"{Fact(fact).label}: {words.quote}", **shown):
            return changed
        if form.is_valid():
            reason = get_reason_to_publish(request)
            marking = Marking(meeting, words, request.user, form.cleaned_data["instead"], reason)
            if evidence := _store(request, marking, form):
                return HttpResponseRedirect(f"{review_address(pk, read_queue(request))}#m{evidence.pk}")
    else:
        form = STEPS[fact](meeting, initial=read.initial, **options)
    return _shown(request, pk, step=form, words=words, fact=fact, fact_label=Fact(fact).label, read=read)


def _shown(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
    if (made_on := read_number(request.POST.get(MADE_ON, ""))) is not None:
        more[MADE_ON] = made_on  # the first step saves nothing: the second one asks whether the record changed
    return TemplateResponse(request, "admin/desk/review.html", review_context(request, pk, **more))


def _asked_again(chosen: WordsForm) -> dict[str, Any]:
    """Return the posted values and their errors; if the words occur several times, the form asks for the right one."""
    given = {name: chosen.data.get(name, "") for name in ("article", "start", "end", "quote", "occurrence")}
    errors = list(dict.fromkeys(text for texts in chosen.errors.values() for text in texts))
    return {"words_given": {**given, "several": "occurrence" in chosen.errors}, "words_errors": errors}


@require_POST
@transaction.atomic
def unmark(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a wrong mark."""
    evidence = find_part(request, Evidence.objects.select_related("meeting"), pk)
    if not isinstance(evidence, Evidence):
        return evidence  # type: ignore[no-any-return]
    if changed := show_changes(request, evidence.meeting, _("Remove this mark") + f": {evidence.quote}"):
        return changed
    services.unmark(evidence, request.user, get_reason_to_publish(request))
    messages.success(request, _("The mark was removed. The fact stays in the record."))
    return HttpResponseRedirect(review_address(evidence.meeting_id, read_queue(request)))


# --- Storing the form -------------------------------------------------------------------------------------------------
def _store(request: HttpRequest, marking: Marking, form: Any) -> Evidence | None:
    """Store the fact and return its evidence; None if the record cannot take the fact, with an error in the form."""
    try:
        evidence: Evidence = form.mark(marking)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return None
    told = {"fact": evidence.get_fact_display(), "quote": Truncator(evidence.quote).chars(80)}
    messages.success(request, _("Saved: %(fact)s, in the words “%(quote)s”.") % told)
    return evidence
