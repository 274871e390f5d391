"""The identifiers of a record as the rows of its form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from meetings.admin.base import DeskTabular
from meetings.admin.common.loaded_rows import LoadedRowsFormSet
from meetings.models import Identifier


class IdentifierFormSet(LoadedRowsFormSet):
    """The rows of identifiers, each of which may be there once."""

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if not data or data.get("DELETE") or not data.get("value"):
                continue
            key = (form.instance.scheme, form.instance.value)
            if key in seen:
                form.add_error(
                    "value", ValidationError(_("This identifier is in another row too. Remove one of them."))
                )
            seen.add(key)


class IdentifierInline(DeskTabular):
    """The identifiers of a record in authority files."""

    model = Identifier
    formset = IdentifierFormSet
    fields = ("scheme", "value")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and db_field.name == "value":
            # Longer than an identifier, since an editor may paste the address of its page.
            field.max_length = None
            field.validators = []
            field.widget.attrs.update({"dir": "ltr", "maxlength": "200", "class": "vTextField"})
        return field
