"""Serializers that describe records and lists in the OpenAPI document, made from the rows of `queries.fields`.

A request may choose the fields of the records in a list (`fields=`), so that only the key is required; records inside
others are always complete.
"""

from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers
from rest_framework.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    FloatField,
    IntegerField,
    ListField,
    URLField,
)

from meetings.queries.records import Field, Record, RecordType, Text


class AnswerSerializer(serializers.Serializer):
    """The description of an answer. If it has a `record_type`, it also makes the answer from the rows of its fields."""

    record_type: ClassVar[RecordType | None] = None

    def to_representation(self, instance: Any) -> Record:
        """Return `instance` with the requested fields and with addresses in the site's first language."""
        assert self.record_type is not None, "Answers other than records are made by their routes."
        with override(settings.LANGUAGE_CODE):
            record = self.record_type.record(instance, self.context["address"], self.context["scope"])
        names = self.context["names"]
        return {name: record[name] for name in names if name in record} if names else record


def make_words_field(help_text: Text, **options: Any) -> CharField:
    """Return the field for a text that may be empty."""
    return CharField(help_text=help_text, allow_blank=True, **options)


def make_key_field(help_text: Text, **options: Any) -> CharField:
    """Return the field for a short text that is never empty, such as a key."""
    return CharField(help_text=help_text, **options)


@cache
def make_serializer(form: RecordType) -> type[AnswerSerializer]:
    """Return the serializer class that describes records of `form` in the document."""
    fields = {row.name: make_field(row) for row in form.fields}
    return type(form.name, (AnswerSerializer,), {"__doc__": form.description, "record_type": form, **fields})


def shape(form: RecordType, **options: Any) -> AnswerSerializer:
    """Return the field for records of `form`."""
    return make_serializer(form)(**options)


def make_field(row: Field) -> serializers.Field:
    """Return the serializer field for the row of a field."""
    kind = row.type
    options: dict[str, Any] = {"help_text": row.description}
    if kind.is_nullable:
        options["allow_null"] = True
    if kind.minimum is not None:
        options["min_value"] = kind.minimum
    if kind.maximum is not None:
        options["max_value"] = kind.maximum
    if kind.form is not None:
        return shape(kind.form, many=kind.name == "records", **options)
    if kind.name == "choice":
        return ChoiceField(kind.choices, **options)
    if kind.name == "keys":
        return ListField(child=CharField(), **options)
    return _PLAIN[kind.name](**options)


_PLAIN: dict[str, Any] = {
    "text": make_words_field,
    "key": make_key_field,
    "integer": IntegerField,
    "number": FloatField,
    "flag": BooleanField,
    "day": DateField,
    "moment": DateTimeField,
    "url": URLField,
}


def page_shape(form: RecordType) -> type[AnswerSerializer]:
    """Return the serializer class that describes a page of a list of such records."""
    fields: dict[str, Any] = {
        "__doc__": "A page of a list.",
        "count": IntegerField(min_value=0, help_text=_("Number of records in all pages together.")),
        "next": URLField(allow_null=True, help_text=_("Address of the next page; null on the last one.")),
        "previous": URLField(allow_null=True, help_text=_("Address of the page before; null on the first one.")),
        "results": shape(form, many=True, help_text=_("The records of this page.")),
    }
    page = type(form.name.replace("Record", "Page"), (AnswerSerializer,), fields)
    return extend_schema_serializer(many=False)(page)  # a page has a list but is not a list
