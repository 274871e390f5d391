"""The rules whose breach is an error: a record that breaks one is published only with a reason."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from meetings.queries.checks import facts, meetings, people, places, sources, texts
from meetings.queries.checks.rule import Add, ArchiveRule, Change, Remove, Severity

ERRORS: tuple[ArchiveRule, ...] = (
    ArchiveRule(
        "two-sides",
        Severity.ERROR,
        ("meeting",),
        _("A meeting has at least two sides."),
        _("The participants represent fewer than two sides. Add the other side, or correct the side of a participant."),
        meetings.one_side,
        breaks=(Change("guest", {"country": "@iraq"}),),
        keeps=(Change("guest", {"country": None}),),
    ),
    ArchiveRule(
        "source",
        Severity.ERROR,
        ("meeting",),
        _("A meeting has a source."),
        _("No article reports this meeting. Add the article that does, or reject the record."),
        meetings.no_source,
        breaks=(Remove("source"),),
        keeps=(Change("article", {"outlet": None}),),
    ),
    ArchiveRule(
        "meeting-date",
        Severity.ERROR,
        ("meeting",),
        _("A meeting is dated between 1800 and today."),
        _("The date %(day)s is before 1800 or in the future. Correct it, or leave it empty if no source states it."),
        meetings.impossible_day,
        breaks=(Change("meeting", {"date": date(1799, 12, 31)}),),
        keeps=(Change("meeting", {"date": date(1800, 1, 1)}),),
    ),
    ArchiveRule(
        "published-date",
        Severity.ERROR,
        ("article",),
        _("An article was published between 1800 and today."),
        _("The day of publication %(day)s is before 1800 or in the future. Correct it, or leave it empty."),
        meetings.impossible_publication,
        breaks=(Change("article", {"published_on": date(2999, 1, 1)}),),
        keeps=(Change("article", {"published_on": None}),),
    ),
    ArchiveRule(
        "appointment-date",
        Severity.ERROR,
        ("official",),
        _("An appointment begins between 1800 and today."),
        _("The appointment as %(office)s is dated %(day)s. Correct the date, or leave it empty."),
        meetings.impossible_appointment,
        breaks=(Change("appointment", {"start": date(2999, 1, 1)}),),
        keeps=(Change("appointment", {"end": date(2999, 1, 1)}),),
    ),
    ArchiveRule(
        "reported-before",
        Severity.ERROR,
        ("meeting",),
        _("A report is not older than the meeting that it reports."),
        _(
            "The meeting is dated %(day)s, but its latest report was published on %(published)s. Correct the"
            " date of the meeting or of the article."
        ),
        meetings.reported_before,
        breaks=(Change("article", {"published_on": date(2023, 11, 1)}),),
        keeps=(Change("article", {"published_on": date(2023, 11, 2)}),),
    ),
    ArchiveRule(
        "office-held",
        Severity.ERROR,
        ("meeting",),
        _("Participants held their offices on the day of the meeting."),
        _(
            "%(who)s was not %(office)s on %(day)s by the appointments on record. Correct the office or the "
            "date of the meeting, or the dates of the appointment."
        ),
        people.office_not_held,
        breaks=(Change("appointment", {"start": date(2023, 11, 4)}),),
        keeps=(Change("appointment", {"start": None}),),
    ),
    ArchiveRule(
        "participant-once",
        Severity.ERROR,
        ("meeting",),
        _("A participant takes part in a meeting once."),
        _(
            "“%(who)s” and “%(other)s” are spellings of one name on one side. Merge the two officials, or "
            "remove one participant."
        ),
        people.participant_twice,
        breaks=(
            Add("official", "double", {"slug": "fouad-hussein", "name_ar": "فواد حسين", "name_en": "Fouad Hussein"}),
            Add("participation", "third", {"meeting": "@meeting", "official": "@double", "country": "@iraq"}),
        ),
        keeps=(
            Add(
                "official", "other", {"slug": "qasim-al-araji", "name_ar": "قاسم الأعرجي", "name_en": "Qasim al-Araji"}
            ),
            Add("participation", "third", {"meeting": "@meeting", "official": "@other", "country": "@iraq"}),
        ),
    ),
    ArchiveRule(
        "place-country",
        Severity.ERROR,
        ("place",),
        _("A city is in its country."),
        _(
            "%(city)s is not in %(country)s by the gazetteer (%(known)s). Correct the country of the place, "
            "or the city."
        ),
        places.city_elsewhere,
        breaks=(Change("baghdad", {"country": "@france"}),),
        keeps=(Change("baghdad", {"city_ar": "قرية بلا معجم"}),),
    ),
    ArchiveRule(
        "venue-country",
        Severity.ERROR,
        ("meeting",),
        _("A venue is in the country of the meeting."),
        _("%(venue)s is in another country than %(place)s. Correct the place or the venue."),
        places.venue_in_another_country,
        breaks=(Change("meeting", {"venue_ar": "قصر الإليزيه"}),),
        keeps=(Change("meeting", {"venue_ar": "قصر الإليزيه", "place": "@paris"}),),
    ),
    ArchiveRule(
        "outlet-address",
        Severity.ERROR,
        ("article",),
        _("An article is of the outlet that published its address."),
        _(
            "The address is at %(host)s, which is not a domain of %(outlet)s. Choose the outlet that "
            "published the page, or add the domain to the outlet."
        ),
        sources.outlet_of_another_address,
        breaks=(Change("article", {"url": "https://www.spa.gov.sa/1"}),),
        keeps=(Change("article", {"url": "https://ar.ina.iq/1"}),),
    ),
    ArchiveRule(
        "characters",
        Severity.ERROR,
        texts.KINDS_WITH_TEXTS,
        _("Texts have no hidden controls, presentation forms or broken characters."),
        _("A text of this record has %(characters)s. Type the text again, without the invisible or drawn characters."),
        texts.unwanted_characters,
        breaks=(Change("meeting", {"headline_ar": "وزير الخارجية\u202e يلتقي نظيره"}),),
        keeps=(Change("meeting", {"headline_ar": "نێچیرڤان بارزانی پێشوازی\u200c دەکات"}),),
    ),
    ArchiveRule(
        "date-evidence",
        Severity.ERROR,
        ("meeting",),
        _("A date has evidence, or an editor entered it."),
        _(
            "The date %(day)s was read from words that are not marked. Mark the words, or say that an editor"
            " entered the date."
        ),
        facts.date_without_evidence,
        breaks=(Remove("words_of_date"),),
        keeps=(Remove("words_of_date"), Change("meeting", {"date_basis": "editor"})),
    ),
)
