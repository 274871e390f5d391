"""Officials whom a report names and the archive does not have yet."""

from typing import Any

from meetings.gazetteer.latin_names import find_english_name
from meetings.models import Official, OfficialName, ReviewState
from meetings.models.slugs import make_person_parts, make_unique_slug


def add_new_official(name: str, user: Any) -> Official:
    """Create an official as a draft, by the Arabic name of a report.

    The English name is that of the table of leaders where it has exactly this person; otherwise it stays empty, and the
    address is a romanisation of the Arabic name.

    Args:
        name: The name as the report spells it.
        user: Who imports the report; None for a command.
    """
    name = " ".join(name.split())[:200]
    english = find_english_name(name)
    official: Official = Official.objects.create(
        slug=make_unique_slug(Official, make_person_parts(english, name)),
        name_ar=name,
        name_en=english,
        review_state=ReviewState.DRAFT,
        created_by=user,
    )
    main = OfficialName.Kind.MAIN
    OfficialName.objects.create(official=official, name=name, language="ar", kind=main)
    if english:
        latin = OfficialName.Script.LATIN
        OfficialName.objects.create(official=official, name=english, script=latin, language="en", kind=main)
    return official
