"""`manage.py take_down ARTICLE`: remove the text of one article permanently, after a legal request."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.models import Article
from meetings.services.takedown import TakedownRefusedError, take_down


class Command(BaseCommand):
    help = (
        "Remove the stored text, the original file and all quotes of one article permanently. The meetings stay, "
        "and the page of the article says that its text was removed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", metavar="ARTICLE", help="the last part of its address on the site, or its URL")
        parser.add_argument("--reason", default="", help="the reason, for the history and the audit log")
        parser.add_argument("--yes", action="store_true", help="remove it; without this, only show what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        article = _find(options["article"])
        if not options["yes"]:
            raise CommandError(
                f"{article.slug}: {len(article.raw_text)} characters and {article.evidence.count()} quotes would be "
                "removed permanently. Run the command again with --yes. Nothing was changed."
            )
        try:
            done = take_down(article, options["reason"])
        except TakedownRefusedError as error:
            raise CommandError(f"The archive has no text of “{article.slug}”. Nothing was changed.") from error
        self.stdout.write(
            f"{article.slug}: removed {done.characters} characters, {done.evidence} quotes, "
            f"{done.disagreements} disagreements, {done.files} original files, the words in {done.versions} versions "
            f"and {done.exports} kept exports."
        )
        self.stdout.write(
            "Backups made before now still have the text. Delete them, or run this command again after a restore. "
            "Attached files, and headlines and summaries of meetings, are not part of the text: check them."
        )


def _find(name: str) -> Any:
    address = name.rstrip("/").rpartition("/")[2]
    found = Article.objects.filter(slug=name).first() or Article.objects.of_page(name if "://" in name else "").first()
    found = found or Article.objects.filter(slug=address).first()
    if found is None:
        raise CommandError(f"There is no article “{name}”. Give the last part of its address. Nothing was changed.")
    return found
