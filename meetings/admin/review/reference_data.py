"""The button on the desk's first page that loads the reference data into an archive without it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.models.languages import choose_by_language
from meetings.services.reference_data import load_reference


@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Load the countries, organisations, topics, outlets and places, and say how many of each are new."""
    loaded = load_reference(request.user)
    counts = choose_by_language("، ", ", ").join(f"{one.model._meta.verbose_name_plural} {one.new}" for one in loaded)
    messages.success(request, _("The reference data is loaded. New records: %(counts)s.") % {"counts": counts})
    return HttpResponseRedirect(reverse("admin:index"))
