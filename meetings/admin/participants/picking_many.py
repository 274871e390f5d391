"""A field that holds several records of a list: a ticked box for each chosen one, and a combobox that adds one.

Without scripts a typed name adds a record; clearing the tick of a record removes it.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from meetings.admin.participants.picking import TYPED, PickField, PickSelect, read_key


class PickManySelect(PickSelect):
    """The boxes of the chosen records, and a PickSelect that adds one. All have one name."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        typed = str(data.get(f"{name}-typed") or "").strip()
        return [str(one) for one in (*sent, typed and TYPED + typed) if one]

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        typed = next((one for one in value or () if one.startswith(TYPED)), "")
        rows = format_html_join(
            "",
            '<li><label><input type="checkbox" name="{}" value="{}" checked> <bdi>{}</bdi></label></li>',
            ((name, one, self.get_label(one)) for one in value or () if self._is_known(one)),
        )
        label = self.attrs.get("aria-label", "")
        chosen = format_html('<ul class="picked-many" data-name="{}" aria-label="{}">{}</ul>', name, label, rows)
        return chosen + super().render(name, typed, attrs, renderer)

    def _is_known(self, value: str) -> bool:
        key = read_key(self.kind, value)
        return bool(key and self.records and self.records.get(key) is not None)


class PickManyField(PickField):
    """Several records of a list, in their order; those that do not exist any more are left out."""

    def __init__(self, kind: str, **options: Any) -> None:
        super().__init__(kind, **options)
        self.widget = PickManySelect(kind)

    def prepare_value(self, value: Any) -> Any:
        return [str(super(PickManyField, self).prepare_value(one)) for one in value or ()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != self.prepare_value(data))

    def clean(self, value: Any) -> Any:
        chosen: dict[Any, None] = {}
        for one in value or ():
            try:
                chosen[super().clean(one)] = None
            except ValidationError as error:
                if error.code != "gone":
                    raise
        chosen.pop(None, None)
        return list(chosen)
