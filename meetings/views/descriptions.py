"""Descriptions of pages for search engines."""

from django.utils.translation import ngettext


def describe_page(name: str, number: int) -> str:
    """Return one sentence that describes a page with the meetings of `name`."""
    text = ngettext(
        "%(name)s in Mahdar, the archive of diplomatic meetings: %(n)s meeting with its sources.",
        "%(name)s in Mahdar, the archive of diplomatic meetings: %(n)s meetings with their sources.",
        number,
    )
    return text % {"name": name, "n": number}
