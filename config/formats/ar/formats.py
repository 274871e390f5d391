"""Dates are day/month/year in every language of the site, as the archive's editors write them."""

DATE_INPUT_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]
DATE_FORMAT = "j F Y"
