"""The names by which readers and Mahdar find officials."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from meetings.models import Official, OfficialName
from meetings.services.facts.words import STATES, judge_name
from meetings.text.fold import fold

SHOWN_NAMES = ("name_ar", "name_en")


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


def find_names_of_others(former: Mapping[str, Any], present: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Return the columns that would show an official by a name of someone else, which renames all their meetings.

    A column that was empty may take any first name.

    Args:
        former: The shown names before, by their columns.
        present: The shown names to be saved.
        names: All names of the official on record.
    """
    known = [*names, *filter(None, map(former.get, SHOWN_NAMES))]
    return [
        column for column in SHOWN_NAMES
        if former.get(column) and present.get(column) not in (None, "", former[column])
        and judge_name(present[column], known) != STATES
    ]  # fmt: skip


def add_aliases(official: Official, names: Iterable[str]) -> list[OfficialName]:
    """Add `names`, which are no longer the shown names, to the official's other names; return the added ones."""
    known = {name.key for name in official.names.all()}
    missing = []
    for name in names:
        if fold(name) not in known:
            known.add(fold(name))
            script, language = get_script(name)
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
        script, language = get_script(wanted[key])
        OfficialName.objects.create(official=official, name=wanted[key], script=script, language=language)


def get_script(name: str) -> tuple[OfficialName.Script, str]:
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
