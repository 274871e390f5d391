"""What keeps officials findable under the names they are shown with."""

import unicodedata
from collections.abc import Iterable

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


def keep_aliases(official: Official, names: Iterable[str]) -> list[OfficialName]:
    """List `names`, which the official is not shown with any more, among its other names; returns the missing ones."""
    known = {name.key for name in official.names.all()}
    missing = []
    for name in names:
        if fold(name) not in known:
            known.add(fold(name))
            script, language = script_of(name)
            missing.append(
                official.names.create(name=name, script=script, language=language, kind=OfficialName.Kind.ALIAS)
            )
    return missing


def script_of(name: str) -> tuple[OfficialName.Script, str]:
    """The script of a name, by its first letter, and the language that goes without saying ("" for none)."""
    letter = next((character for character in name if character.isalpha()), "")
    for beginning, script, language in (
        ("ARABIC", OfficialName.Script.ARABIC, "ar"),
        ("LATIN", OfficialName.Script.LATIN, "en"),
        ("CYRILLIC", OfficialName.Script.CYRILLIC, ""),
    ):
        if letter and unicodedata.name(letter, "").startswith(beginning):
            return script, language
    return OfficialName.Script.OTHER, ""
