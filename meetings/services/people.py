"""The names by which readers and Mahdar find officials."""

import unicodedata
from collections.abc import Iterable

from meetings.models import Official, OfficialName
from meetings.text.fold import fold


def add_shown_names(official: Official) -> list[OfficialName]:
    """Add the official's Arabic and English name to its names where they are missing, and return the added ones.

    A name that was shown before stays in the list, since reports already use it.
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


def add_aliases(official: Official, names: Iterable[str]) -> list[OfficialName]:
    """Add `names`, which are no longer the shown names, to the official's other names; return the added ones."""
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


def set_other_names(official: Official, names: Iterable[str]) -> None:
    """Make `names` the official's names besides the shown ones, each once."""
    wanted = {fold(name): name for name in names}
    shown = {fold(official.name_ar), fold(official.name_en)}
    known = list(OfficialName.objects.filter(official=official))
    for name in known:
        if name.key not in wanted and name.key not in shown:
            name.delete()
    for key in [key for key in wanted if key not in {name.key for name in known}]:
        script, language = script_of(wanted[key])
        OfficialName.objects.create(official=official, name=wanted[key], script=script, language=language)


def script_of(name: str) -> tuple[OfficialName.Script, str]:
    """Return the script of a name, by its first letter, and the usual language of that script ("" for none)."""
    letter = next((character for character in name if character.isalpha()), "")
    for beginning, script, language in (
        ("ARABIC", OfficialName.Script.ARABIC, "ar"),
        ("LATIN", OfficialName.Script.LATIN, "en"),
        ("CYRILLIC", OfficialName.Script.CYRILLIC, ""),
    ):
        if letter and unicodedata.name(letter, "").startswith(beginning):
            return script, language
    return OfficialName.Script.OTHER, ""
