"""New places in the forms of the desk: their country is named with them or chosen beside them."""

from django import forms
from django.utils.translation import gettext as _

from meetings.extraction.readings import PlaceReading
from meetings.models import Country
from meetings.services.named_records import read_new_place


def check_new_place(form: forms.BaseForm, text: str, country_box: str) -> PlaceReading | None:
    """Return the place to create, of the typed words and the chosen country; add what is missing to the errors.

    Args:
        form: The form, whose boxes are read.
        text: The name of the place as the editor typed it.
        country_box: The name of the box that holds its country.
    """
    country = form.cleaned_data.get(country_box)
    if country is not None and not isinstance(country, Country):
        form.add_error(country_box, _("An organisation has no places. Choose a country or region."))
        return None
    read = read_new_place(text, country)
    if read is None and country_box not in form.errors:
        form.add_error(country_box, _("A new place needs its country. Choose it."))
    return read
