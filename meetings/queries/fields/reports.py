"""Rows of reports and of the evidence in them."""

from django.utils.translation import gettext_lazy as _

from meetings.models import Article, EditedFact, Evidence, Wording
from meetings.models.stated_days import PublishedBasis
from meetings.queries.attribution import get_attribution
from meetings.queries.fields.attachments import ATTACHMENTS
from meetings.queries.fields.shared import ADDRESS, SLUG, get_code
from meetings.queries.fields.sides import OUTLET
from meetings.queries.records import (
    COUNT,
    COUNT_OR_NULL,
    DAY_OR_NULL,
    FLAG,
    KEY,
    KEY_OR_NULL,
    KEYS,
    MOMENT,
    TEXT,
    Field,
    RecordType,
    ValueType,
    choice,
    extend_form,
    many,
    one,
)

_TEXTLESS = {"reference", "removed"}

EVIDENCE = RecordType(
    "Evidence",
    "Words that state a fact of a meeting: a report's own, or those of the archive about it.",
    (
        Field("meeting", KEY, _("Slug of the meeting."), lambda words, a: words.meeting.slug),
        Field("article", KEY, _("Slug of the article."), lambda words, a: words.article.slug),
        Field("fact", choice(Evidence.Fact.choices), _("The fact that the words state.")),
        Field(
            "participation", COUNT_OR_NULL, _("`order` of the participation that the fact describes."),
            lambda words, a: words.participation.order if words.participation else None,
        ),
        Field(
            "topic", KEY_OR_NULL, _("Code of the topic that the words show."), lambda words, a: get_code(words.topic),
        ),
        Field("start", COUNT, _("First character (Unicode code point) in the report's text, from 0.")),
        Field("end", COUNT, _("The character after the last one.")),
        Field("quote", KEY, _("The words exactly as in the text that the archive holds.")),
        Field(
            "wording", choice(Wording.choices),
            _("Whose words these are. Quote only the outlet's; `archive` marks a summary by the archive."),
            lambda words, a: get_attribution(words).wording.value,
        ),
        Field("rule", TEXT, _("The rule that read them; empty if an editor marked them.")),
        Field("inferred", FLAG, _("Whether the words imply the fact rather than state it.")),
    ),
)  # fmt: skip
EDITED_FACT = RecordType(
    "EditedFact",
    "A fact that an editor entered or corrected. The editor is its basis; its evidence, if any, states the same.",
    (
        Field("fact", choice(EditedFact.Fact.choices), _("The fact.")),
        Field(
            "participation", COUNT_OR_NULL, _("`order` of the participation that the fact describes."),
            lambda row, a: row.participation.order if row.participation else None,
        ),
        Field(
            "topic", KEY_OR_NULL, _("Code of the topic, if the fact is a topic."), lambda row, a: get_code(row.topic),
        ),
        Field(
            "editor", TEXT, _("Name of the editor; empty if the editor gives no name."),
            lambda row, a: row.editor_name,
        ),
        Field("edited_at", MOMENT, _("When the editor stated the fact.")),
    ),
)  # fmt: skip
ARTICLE = RecordType(
    "Article",
    "A report: what it says of itself. Its text is its outlet's and is not given.",
    (
        SLUG,
        Field("outlet", one(OUTLET, is_nullable=True), _("The outlet that published it.")),
        Field(
            "original_outlet", one(OUTLET, is_nullable=True),
            _("The outlet whose report it republishes; null if the report is its own."),
        ),
        Field(
            "headline", TEXT, _("Headline as published; empty if the archive does not have it."),
            lambda article, a: get_attribution(article).published,
        ),
        Field(
            "title", KEY, _("What to call the report: its headline, or words of the archive in square brackets."),
            lambda article, a: get_attribution(article).title,
        ),
        Field(
            "text_wording", ValueType("choice", is_nullable=True, choices=Wording.choices),
            _("Whose words the text is that the archive holds; null if it has only the address."),
            lambda article, a: article.text_wording.value if article.text_kind not in _TEXTLESS else None,
        ),
        Field("language", TEXT, _("ISO 639 code of the report's language; may be empty.")),
        Field("url", KEY_OR_NULL, _("Address at its outlet.")),
        Field("published_on", DAY_OR_NULL, _("Day of publication; null if no source states it.")),
        Field(
            "published_basis", ValueType("choice", is_nullable=True, choices=PublishedBasis.choices),
            _("What states the day; `open` if sources contradict each other and no editor has decided; null if none."),
            lambda article, a: article.published_basis or None,
        ),
        Field(
            "text_kind", choice(Article.TextKind.choices),
            _("Whether the archive has the outlet's text, the facts retold, or only the address."),
        ),
        Field("sha256", KEY_OR_NULL, _("SHA-256 of the text that the archive holds, to recognise it.")),
        ADDRESS,
    ),
)  # fmt: skip
ARTICLE_RECORD = extend_form(
    ARTICLE,
    "ArticleRecord",
    "A report with the meetings that it tells of.",
    (
        Field(
            "meetings", KEYS, _("Slugs of the meetings that it reports."),
            lambda article, a: [meeting.slug for meeting in article.meetings.all()], scope="api",
        ),
        Field(
            "evidence", many(EVIDENCE), _("Its words that state facts. In lists only with `expand=evidence`."),
            scope="detail",
        ),
        ATTACHMENTS,
    ),
    "slug",
)  # fmt: skip
