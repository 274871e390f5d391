"""Officials whom the archive does not have yet: the one place that creates them, as drafts."""

from typing import Any

from meetings.gazetteer.latin_names import find_english_name
from meetings.models import Official, OfficialName, ReviewState
from meetings.models.slugs import make_person_parts, make_unique_slug
from meetings.text.fold import fold


def add_official(name: str, user: Any, english: str = "") -> Official:
    """Create an official as a draft, with the names.

    Without an English name it is that of the table of leaders where it has exactly this person; otherwise it stays
    empty, and the address is a romanisation of the Arabic name.

    Args:
        name: The Arabic name, as a report or an editor spells it.
        user: Who enters the official or imports the report; None for a command.
        english: The English name, if it is known.
    """
    name = " ".join(name.split())[:200]
    english = english or find_english_name(name)
    official: Official = Official.objects.create(
        slug=make_unique_slug(Official, make_person_parts(english, name)),
        name_ar=name,
        name_en=english,
        review_state=ReviewState.DRAFT,
        created_by=user,
    )
    scripts = OfficialName.Script
    for shown, script, language in ((name, scripts.ARABIC, "ar"), (english, scripts.LATIN, "en")):
        if shown and not (script == scripts.LATIN and fold(shown) == fold(name)):
            official.names.create(name=shown, script=script, language=language, kind=OfficialName.Kind.MAIN)
    return official
