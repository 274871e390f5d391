"""What the pages of signing in and of the account share: the look of the desk, and the answer of the brake."""

from typing import Any

from django.contrib import admin
from django.http import HttpResponse

from meetings.services.access.accounts import BRAKED


class DeskPageMixin:
    """A page in the look of the desk."""

    title: Any = ""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        desk = admin.site.each_context(self.request)  # type: ignore[attr-defined]
        return {**desk, "title": self.title, **super().get_context_data(**context)}  # type: ignore[misc]


class BrakedFormMixin:
    """A page whose form the brake may refuse: it answers 429 then, and says how long to wait."""

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **options)  # type: ignore[misc]
        form = context.get("form")
        if form is not None and form.is_bound and (seconds := find_wait(form)):
            response.status_code = 429
            response["Retry-After"] = str(seconds)
        return response


def find_wait(form: Any) -> int:
    """Return the seconds that the brake asks the sender of `form` to wait; 0 if it does not."""
    errors = (error for errors in form.errors.as_data().values() for error in errors)
    return next((error.params["seconds"] for error in errors if error.code == BRAKED), 0)
