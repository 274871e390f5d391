"""An editor who is signed in, and the addresses of the desk."""

import html
import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    """Messages are compared in the language they are written in; the desk's English pages lie under /en/."""
    with translation.override("en"):
        yield


@pytest.fixture
def editor(db):
    return get_user_model().objects.create(username="editor", is_staff=True, is_superuser=True)


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"admin:{name}", args=args)


def offered(client, kind: str, term: str, **context: str) -> list[str]:
    """What a box for records of `kind` offers for `term`, without what it would create."""
    response = client.get(address("complete"), {"kind": kind, "term": term, **context})
    assert response.status_code == 200
    entries = [entry for entry in response.json()["results"] if not entry.get("isNew")]
    return [entry.get("words") or entry["label"] for entry in entries]


def form_data(response, **changes: object) -> dict[str, object]:
    """What a browser would send back from the form of `response`, with `changes`."""
    data: dict[str, object] = {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = bound.field.prepare_value(value) if not hasattr(value, "pk") else value.pk
    for name, value in data.items():
        if hasattr(value, "strftime"):
            data[name] = value.strftime("%d/%m/%Y")
    return {**data, **changes}


def errors(response) -> list[str]:
    """Every message of a form that was not accepted, in words."""
    context = response.context
    found = "\n".join(map(str, context["errors"])) if context and "errors" in context else ""
    return [html.unescape(text) for text in re.findall(r"<li>(.*?)</li>", found)]
