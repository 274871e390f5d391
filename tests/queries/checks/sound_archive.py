"""A small archive that breaks no rule, whose records have names; the examples of the rules change it."""

import datetime
from typing import Any

from django.db.models import Model

from meetings.queries.checks.rule import Add, Change, Example, Remove
from tests import factories

FACTORIES = {
    "appointment": factories.AppointmentFactory,
    "article": factories.ArticleFactory,
    "disagreement": factories.DisagreementFactory,
    "editedfact": factories.EditedFactFactory,
    "meeting": factories.MeetingFactory,
    "official": factories.OfficialFactory,
    "officialname": factories.OfficialNameFactory,
    "participation": factories.ParticipationFactory,
}


class SoundArchive:
    """The archive, its records by name."""

    def __init__(self) -> None:
        iraq = factories.CountryFactory()
        france = factories.CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        fuad = factories.OfficialFactory(slug="fuad-hussein", name_ar="فؤاد حسين", name_en="Fuad Hussein")
        macron = factories.OfficialFactory(slug="macron", name_ar="إيمانويل ماكرون", name_en="Emmanuel Macron")
        office = factories.PositionFactory()
        other_office = factories.PositionFactory(
            code="iq-adviser", title_ar="مستشار الأمن القومي", title_en="National Security Adviser"
        )
        paris = factories.PlaceFactory(slug="fr-paris", city_ar="باريس", city_en="Paris", country=france)
        article = factories.ArticleFactory(
            url="https://ina.iq/1", outlet__domain="ina.iq", raw_text=factories.REPORT.replace("باريس", "بغداد")
        )
        factories.OutletFactory(code="spa", name_ar="واس", name_en="SPA", domain="spa.gov.sa")
        meeting = factories.MeetingFactory(place=factories.PlaceFactory(), date_basis="stated")
        host = factories.ParticipationFactory(meeting=meeting, official=fuad, country=iraq, position=office)
        guest = factories.ParticipationFactory(meeting=meeting, official=macron, country=france)
        for person in (fuad, macron):
            factories.OfficialNameFactory(official=person)

        def words(fact: str, quote: str, part: Any = None) -> Model:
            return factories.EvidenceFactory(
                meeting=meeting, article=article, fact=fact, quote=quote, participation=part
            )

        self.records: dict[str, Any] = {
            "iraq": iraq, "france": france, "un": factories.OrganisationFactory(), "fuad": fuad, "macron": macron,
            "office": office, "other_office": other_office, "baghdad": meeting.place, "paris": paris,
            "article": article, "outlet": article.outlet, "meeting": meeting, "host": host, "guest": guest,
            "appointment": factories.AppointmentFactory(
                official=fuad, position=office, start=datetime.date(2020, 6, 6)
            ),
            "source": factories.SourceFactory(meeting=meeting, article=article),
            "words_of_date": words("date", "يوم الجمعة"),
            "words_of_meeting": words("meeting", "التقى"),
            "words_of_place": words("place", "بغداد"),
            "words_of_host": words("participant", "فؤاد حسين", host),
            "title_of_host": words("title", "وزير الخارجية العراقي", host),
            "words_of_guest": words("title", "نظيره الفرنسي", guest),
        }  # fmt: skip

    def change(self, example: Example) -> None:
        """Make the changes of an example."""
        for step in example:
            if isinstance(step, Remove):
                self.records.pop(step.name).delete()
            elif isinstance(step, Add):
                self.records[step.name] = FACTORIES[step.model](**self._values(step.values))
            elif isinstance(step, Change):
                for name, value in self._values(step.values).items():
                    setattr(self.records[step.name], name, value)
                self.records[step.name].save()

    def _values(self, values: dict[str, Any]) -> dict[str, Any]:
        def value(given: Any) -> Any:
            is_record = isinstance(given, str) and given.startswith("@")
            return self.records[given[1:]] if is_record else given

        return {name: value(given) for name, given in values.items()}
