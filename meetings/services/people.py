"""What keeps officials findable under the names they are shown with."""

from meetings.models import Official, OfficialName
from meetings.text.fold import fold


def keep_names(official: Official) -> list[OfficialName]:
    """List the official's Arabic and English name among the names it is found by; returns those that were missing.

    A name that was shown before stays listed: it is in print somewhere.
    """
    known = {name.key for name in official.names.all()}
    missing = []
    shown = ((official.name_ar, OfficialName.Script.ARABIC, "ar"), (official.name_en, OfficialName.Script.LATIN, "en"))
    for name, script, language in shown:
        if name and fold(name) not in known:
            known.add(fold(name))
            kind = OfficialName.Kind.MAIN
            missing.append(official.names.create(name=name, script=script, language=language, kind=kind))
    return missing
