"""The countries: nobody missing, nobody twice, and each demonym one country's own."""

from collections import defaultdict

import pytest
from babel import Locale

from meetings.gazetteer import load_rows, split_values
from meetings.text.fold import fold

# Two-letter codes of CLDR that are no countries of ISO 3166-1: reserved codes, groups, test locales.
NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
UNINHABITED = {"AQ", "BV", "GS", "HM", "IO", "TF", "UM"}
COUNTRIES = {row["code"]: row for row in load_rows("countries")}
DEMONYMS = ("masculine", "feminine", "plural")


def codes_by_form(*columns: str) -> dict[str, set[str]]:
    """Folded form -> the codes of the countries that have it in `columns`."""
    found = defaultdict(set)
    for code, row in COUNTRIES.items():
        for column in columns:
            for form in split_values(row[column]):
                found[fold(form)].add(code)
    return found


NAMES = codes_by_form("name_ar", "name_en", "names")
DEMONYM = codes_by_form(*DEMONYMS)


def test_every_territory_of_iso_3166_is_there():
    territories = Locale("ar").territories
    iso = {code for code in territories if len(code) == 2 and code.isalpha()} - NOT_ISO
    assert len(iso) == 249
    assert iso == COUNTRIES.keys() - {"XK", "IQ-KRI"}


def test_no_code_is_there_twice():
    assert len(COUNTRIES) == len(load_rows("countries"))


def test_regions_name_their_state():
    assert {code: row["parent"] for code, row in COUNTRIES.items() if row["parent"]} == {"IQ-KRI": "IQ"}


def test_each_country_has_its_names_in_both_languages():
    for code, row in COUNTRIES.items():
        assert any("\u0621" <= letter <= "\u064a" for letter in row["name_ar"]), code
        assert row["name_en"].isprintable(), code
        assert row["name_en"], code


def test_no_two_countries_share_a_name():
    assert {name: codes for name, codes in NAMES.items() if len(codes) > 1} == {}


def test_demonyms_are_shared_only_where_the_table_says_so():
    shared = {form: codes for form, codes in DEMONYM.items() if len(codes) > 1}
    assert set(map(frozenset, shared.values())) == {frozenset({"CD", "CG"})}
    assert all(form.startswith(("كونغول", "كونجول")) for form in shared)


def test_only_lands_without_people_lack_demonyms():
    assert {code for code, row in COUNTRIES.items() if not row["masculine"]} == UNINHABITED
    for code in COUNTRIES.keys() - UNINHABITED:
        assert all(split_values(COUNTRIES[code][form]) for form in DEMONYMS), code


def test_each_masculine_has_its_feminine_and_its_plurals():
    for code, row in COUNTRIES.items():
        masculine, feminine, plural = (split_values(row[form]) for form in DEMONYMS)
        assert len(feminine) == len(masculine), code
        assert len(plural) >= len(masculine), code
        for man, woman in zip(masculine, feminine, strict=True):
            assert woman == " ".join(word + "ة" if word.endswith("ي") else word for word in man.split()), code


def test_no_cell_says_the_same_thing_twice():
    for code, row in COUNTRIES.items():
        for column in ("names", *DEMONYMS):
            folded = [fold(value) for value in split_values(row[column])]
            assert len(folded) == len(set(folded)), (code, column)
        assert not {fold(name) for name in split_values(row["names"])} & {fold(row["name_ar"]), fold(row["name_en"])}, (
            code
        )


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("أمريكي", "US"), ("أميركي", "US"), ("الأميركية", "US"), ("بريطاني", "GB"), ("إنكليزي", "GB"),
        ("فرنسية", "FR"), ("ألمان", "DE"), ("ايطالي", "IT"), ("إسبان", "ES"), ("هولندية", "NL"), ("سويدي", "SE"),
        ("دنماركية", "DK"), ("دانماركي", "DK"), ("نرويجي", "NO"), ("فنلندي", "FI"), ("بلجيكية", "BE"),
        ("سويسري", "CH"), ("نمساوي", "AT"), ("يوناني", "GR"), ("قبارصة", "CY"), ("تشيكي", "CZ"), ("مجري", "HU"),
        ("هنغاري", "HU"), ("بولندي", "PL"), ("بولوني", "PL"), ("صرب", "RS"), ("روس", "RU"), ("روسية", "RU"),
        ("أوكراني", "UA"), ("أوكرايني", "UA"), ("أتراك", "TR"), ("إيرانية", "IR"), ("ياباني", "JP"), ("صيني", "CN"),
        ("كوري جنوبي", "KR"), ("كوري شمالي", "KP"), ("هنود", "IN"), ("باكستاني", "PK"), ("أسترالي", "AU"),
        ("كندي", "CA"), ("برازيلي", "BR"), ("جنوب أفريقي", "ZA"), ("نيجيري", "NG"), ("نيجري", "NE"),
        ("سعودي", "SA"), ("إماراتي", "AE"), ("قطري", "QA"), ("كويتي", "KW"), ("بحرينية", "BH"), ("عُماني", "OM"),
        ("يمني", "YE"), ("عراقي", "IQ"), ("سوري", "SY"), ("لبناني", "LB"), ("أردني", "JO"), ("فلسطيني", "PS"),
        ("مصري", "EG"), ("سوداني", "SD"), ("ليبي", "LY"), ("تونسي", "TN"), ("جزائري", "DZ"), ("مغاربة", "MA"),
        ("موريتاني", "MR"), ("صومالي", "SO"), ("جيبوتي", "DJ"), ("قمري", "KM"), ("كوردستاني", "IQ-KRI"),
    ],
)  # fmt: skip
def test_a_demonym_means_one_country(form, code):
    assert DEMONYM[fold(form).removeprefix("ال") if form.startswith("ال") else fold(form)] == {code}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("أمريكا", "US"), ("الولايات المتحدة الأميركية", "US"), ("بريطانيا", "GB"), ("روسيا الاتحادية", "RU"),
        ("المملكة العربية السعودية", "SA"), ("دولة الإمارات العربية المتحدة", "AE"), ("سورية", "SY"),
        ("دولة فلسطين", "PS"), ("الكرسي الرسولي", "VA"), ("جمهورية كوريا", "KR"), ("جمهورية العراق", "IQ"),
        ("المملكة الأردنية الهاشمية", "JO"), ("سلطنة عمان", "OM"), ("جمهورية مصر العربية", "EG"),
        ("المملكة المغربية", "MA"), ("الجمهورية اللبنانية", "LB"), ("الجمهورية الفرنسية", "FR"),
        ("جمهورية الصين الشعبية", "CN"), ("الجمهورية الإسلامية الإيرانية", "IR"), ("الجمهورية التركية", "TR"),
        ("كوردستان", "IQ-KRI"), ("إقليم كردستان", "IQ-KRI"), ("هەرێمی کوردستان", "IQ-KRI"), ("كوت ديفوار", "CI"),
        ("Turkey", "TR"), ("Ivory Coast", "CI"), ("Holy See", "VA"),
    ],
)  # fmt: skip
def test_a_name_means_one_country(name, code):
    assert NAMES[fold(name)] == {code}


def test_the_names_of_cldr_are_known():
    """Whoever types the name that Unicode gives a country finds it (names in brackets and reserved codes aside)."""
    territories = Locale("ar").territories
    missing = {
        code: territories[code]
        for code in COUNTRIES
        if code != "IQ-KRI" and "(" not in territories[code] and NAMES.get(fold(territories[code])) != {code}
    }
    assert missing == {}
