"""The page on which users choose the digest by mail."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from meetings.models import DigestChoice
from meetings.services.editorial.digest import choose_digest


class DigestForm(forms.Form):
    """How often, and in which language."""

    every = forms.ChoiceField(
        choices=DigestChoice.Every, widget=forms.RadioSelect, label=gettext_lazy("How often you get the mail")
    )
    language = forms.ChoiceField(
        choices=settings.LANGUAGES, widget=forms.RadioSelect, label=gettext_lazy("Language of mails to you")
    )


def digest_page(request: HttpRequest) -> HttpResponse:
    """Show the choice of the user, and save it."""
    user: Any = request.user
    choice = DigestChoice.objects.filter(user=user).first()
    initial = {
        "every": choice.every if choice else DigestChoice.Every.NEVER,
        "language": choice.language if choice else get_language(),
    }
    form = DigestForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        choose_digest(user, form.cleaned_data["every"], form.cleaned_data["language"], request.build_absolute_uri("/"))
        messages.success(request, _("Your choice was saved."))
        return HttpResponseRedirect(reverse("admin:office-digest"))
    context = {
        **admin.site.each_context(request),
        "title": _("Mail from the desk"),
        "form": form,
        "email": user.email,
        "sends_mail": settings.MAHDAR_SENDS_MAIL,
    }
    return TemplateResponse(request, "admin/editorial/digest.html", context, status=400 if form.errors else 200)
