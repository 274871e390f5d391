"""Names by which editors recognise officials in reports."""

from meetings.gazetteer.person_names import name_words
from meetings.matching.name_similarity import may_be_called
from meetings.models import Official, OfficialName


def learn_name(official_id: int, name: str) -> None:
    """Save a full name by which an editor recognised an official, so that the next report with it is matched.

    The name of someone whom the editor replaced by the official is not saved.
    """
    name, official = " ".join(name.split())[:200], Official.objects.prefetch_related("names").get(pk=official_id)
    names = [one.name for one in official.names.all()]
    is_new = name_words(name) not in {name_words(known) for known in names}
    shown = [known for known in (official.name_ar, official.name_en) if known]
    if len(name_words(name)) > 1 and is_new and may_be_called(name, [*shown, *names]):
        OfficialName.objects.create(official=official, name=name, language="ar", kind=OfficialName.Kind.ALIAS)
