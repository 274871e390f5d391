"""Field for a list of texts, one in each line."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """A list of texts, one in each line. Empty lines and repetitions are left out."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        text = super().to_python("\n".join(value) if isinstance(value, list) else value)
        return list(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial or "") != self.to_python(data or "")
