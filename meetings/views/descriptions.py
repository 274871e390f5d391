"""What pages say of themselves to those who look for them."""

from django.utils.translation import ngettext


def described(name: str, number: int) -> str:
    """Return one sentence on a page that lists the meetings of `name`."""
    text = ngettext(
        "%(name)s in Mahdar, the archive of diplomatic meetings: %(n)s meeting with its sources.",
        "%(name)s in Mahdar, the archive of diplomatic meetings: %(n)s meetings with their sources.",
        number,
    )
    return text % {"name": name, "n": number}
