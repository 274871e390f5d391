"""Addresses on the web."""

from typing import Any

from django import forms


class WebAddressField(forms.URLField):
    """An address on the web; typed without its scheme it is an https one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **options})
