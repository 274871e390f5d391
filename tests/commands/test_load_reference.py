"""`manage.py load_reference`, and what the importing commands say to an archive without countries."""

import io

import pytest
from django.core.management import call_command

from meetings.models import Country
from meetings.services.history import Way, recorded

pytestmark = pytest.mark.django_db


def run(command, *arguments):
    out, errors = io.StringIO(), io.StringIO()
    call_command(command, *arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_it_says_how_many_are_new_changed_and_left(django_user_model):
    said, _errors = run("load_reference")
    assert "countries: 251 new, 0 changed, 0 left as they are" in said
    with recorded(django_user_model.objects.create(username="editor"), way=Way.FORM):
        france = Country.objects.get(code="FR")
        france.name_ar = "الجمهورية الفرنسية"
        france.save()
    said, _errors = run("load_reference")
    assert "countries: 0 new, 0 changed, 251 left as they are" in said
    assert "changed by an editor, unlike the files: FR" in said


def test_the_commands_that_import_say_that_there_are_no_countries_and_what_to_do(tmp_path):
    for command, *arguments in (("watch_folder", tmp_path, "--once"), ("fetch_feeds",)):
        _said, errors = run(command, *arguments)
        assert "no countries" in errors
        assert "load_reference" in errors
    run("load_reference")
    assert run("fetch_feeds")[1] == ""
