"""The kinds of sides: states, self-governing regions and bodies. No Django here.

The tables decide about a code, never its shape: UN and EU have two letters as states have. The peoples and provinces of
constituents.tsv have the code of their state, since they speak for it.
"""

import functools

from meetings.gazetteer import load_rows, split_values


@functools.cache
def _state_by_land() -> dict[str, str]:
    """Return the state of each land: the code of a state or region -> the code of the state it is or belongs to."""
    return {row["code"]: row["parent"] or row["code"] for row in load_rows("countries")}


@functools.cache
def _kind_by_body() -> dict[str, str]:
    """Return the kind of each organisation by its code."""
    return {row["code"]: row["kind"] for row in load_rows("organisations")}


def is_state(code: str | None) -> bool:
    """Return whether `code` is a state or territory of ISO 3166-1."""
    return code is not None and _state_by_land().get(code) == code


def is_region(code: str | None) -> bool:
    """Return whether `code` is a self-governing region of a state (IQ-KRI)."""
    return code is not None and _state_by_land().get(code, code) != code


def is_body(code: str | None) -> bool:
    """Return whether `code` is an organisation, a coalition, a party or a movement."""
    return code is not None and code in _kind_by_body()


def get_state(code: str | None) -> str | None:
    """Return the state that a side is or belongs to: IQ for IQ and for IQ-KRI, None for a body or an unknown code."""
    return None if code is None else _state_by_land().get(code)


@functools.cache
def _english_words_by_code() -> dict[str, list[str]]:
    return {row["code"]: split_values(row["words"]) for row in load_rows("english_sides")}


def list_english_words(code: str) -> list[str]:
    """Return the English adjectives, nationalities and short names of a side: French, UAE, US."""
    # The table has "US" with the word behind it only: "US president".
    words = _english_words_by_code().get(code, [])
    return list(dict.fromkeys("US" if word.startswith("US ") else word for word in words))
