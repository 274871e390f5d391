"""Pages for programmers: a guide, and the documentation of all routes with forms to try them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override

from meetings.api import reference
from meetings.api.language import choose_language
from meetings.api.start import make_openapi
from meetings.models.languages import get_current_language
from meetings.queries.problems import TITLES


def guide(request: HttpRequest) -> HttpResponse:
    """Show the guide, with examples."""
    return render(request, "api/guide.html", {"root": request.build_absolute_uri("/")[:-1]})


def documentation(request: HttpRequest) -> HttpResponse:
    """Show all routes. Readers can also try them if their browser runs JavaScript."""
    document = make_openapi(get_current_language())
    context = {
        "about": reference.mark_up(document["info"]["description"]),
        "version": document["info"]["version"],
        "chapters": reference.list_chapters(document),
        "forms": reference.list_forms(document),
        "problems": TITLES.items(),
        "root": request.build_absolute_uri("/")[:-1],
    }
    return render(request, "api/docs.html", context)


def to_documentation(request: HttpRequest) -> HttpResponse:
    """Redirect from the address without a language to the page in the reader's language."""
    with override(choose_language(request)):
        response = HttpResponseRedirect(reverse("api-docs"))
    patch_vary_headers(response, ["Accept-Language"])
    return response
