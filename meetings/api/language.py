"""The language of the words in API answers: labels, notices, errors."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header


def choose_language(request: HttpRequest) -> str:
    """Return the preferred language of `Accept-Language` that the site has; Arabic if it has none of them.

    It reads no cookie, since programs have none.
    """
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return str(settings.LANGUAGE_CODE)
