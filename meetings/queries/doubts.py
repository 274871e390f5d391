"""What lowers the confidence of a reading, in words for editors."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

# The doubts of meetings/extraction/meeting/confidence.tsv.
DOUBTS = {
    "word": _("the word of meeting does not say clearly that it was held"),
    "planned": _("words nearby speak of a plan or a wish"),
    "denied": _("there is a denial or a cancellation nearby"),
    "old": _("words nearby speak of earlier days"),
    "quoted": _("it is part of quoted words"),
    "visit": _("it may be no more than a visit or an arrival"),
    "aside": _("it is not what the report is about"),
    "undated": _("no recent day is stated for it"),
    "others": _("the report tells of other meetings that are planned, denied or old"),
    "once": _("the report tells of it only once"),
    "unnamed": _("a person has no name"),
    "name": _("a name may be cut short or have a word too many"),
    "title": _("a title is missing or unclear"),
    "side": _("a side is inferred, not stated"),
    "body": _("a side is an organisation or a party, not a state"),
    "many": _("there are many participants"),
    "far": _("a participant is far from the word of meeting"),
    "twice": _("the report has another meeting of the same sides"),
    "place": _("the city is not known"),
    "summit": _("reports often tell of summits long before or after them"),
}


def describe_doubts(keys: Iterable[str]) -> list[str]:
    """Return the doubts of a reading in words; one that another version or extractor named is shown by its key."""
    return [str(DOUBTS.get(key, key)) for key in keys]
