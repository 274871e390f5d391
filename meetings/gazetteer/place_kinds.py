"""The kinds of places in places.tsv: those in which people meet, and buildings in them. No Django here."""

CITY_KINDS = frozenset({"capital", "city", "town", "resort", "governorate"})
BUILDING_KINDS = frozenset({"seat", "palace", "venue"})
