"""Pages for those who write programs: how to begin, and every route with its parameters, to try out."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override

from meetings.api import reference
from meetings.api.language import language_of
from meetings.api.problems import TITLES
from meetings.api.start import openapi


def guide(request: HttpRequest) -> HttpResponse:
    """Return how to begin, with examples."""
    return render(request, "api/guide.html", {"root": request.build_absolute_uri("/")[:-1]})


def documentation(request: HttpRequest) -> HttpResponse:
    """Return every route. Without JavaScript it can be read; with it, tried out."""
    document = openapi(get_language() or "en")
    context = {
        "about": reference.marked_up(document["info"]["description"]),
        "version": document["info"]["version"],
        "chapters": reference.chapters(document),
        "forms": reference.forms(document),
        "problems": TITLES.items(),
        "root": request.build_absolute_uri("/")[:-1],
    }
    return render(request, "api/docs.html", context)


def to_documentation(request: HttpRequest) -> HttpResponse:
    """Redirect from the address that has no language to the page in the reader's."""
    with override(language_of(request)):
        response = HttpResponseRedirect(reverse("api-docs"))
    patch_vary_headers(response, ["Accept-Language"])
    return response
