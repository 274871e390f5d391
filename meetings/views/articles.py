"""The page of an article."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.queries import articles, linked_data
from meetings.queries.attachments import list_attachments
from meetings.queries.stated_days import make_rows_of_article
from meetings.views.access import can_see_drafts, require_record


def article_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the report, with marks on the words that state facts of its meetings."""
    drafts = can_see_drafts(request)
    article = require_record(articles.find_article(slug, drafts))
    evidence = articles.list_evidence_in(article, drafts)
    attached = list_attachments(article)
    return render(
        request,
        "articles/article.html",
        {
            "article": article,
            "about": article,
            "meetings": list(articles.select_meetings_in(article, drafts)),
            "evidence": evidence,
            "attachments": attached,
            "linked": linked_data.report(article, request.build_absolute_uri, context=True, attachments=attached),
            "stated_days": make_rows_of_article(article),
            "segments": articles.cut_segments(article.raw_text, evidence),
        },
    )
