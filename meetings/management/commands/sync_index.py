"""`manage.py sync_index`: bring the search index up to date with the database, or build a missing one."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from meetings.models import IndexChange
from meetings.search import find_index_damage, index_is_current, update_index


class Command(BaseCommand):
    help = (
        "Update the search index with the changes of the archive that are not indexed yet. A missing or damaged index "
        "is built again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not index_is_current():
            damage = find_index_damage()
            self.stdout.write(
                f"The index is damaged ({damage}). It is built again."
                if damage
                else "There is no index yet, or it was made by an older version of the analysis."
            )
            call_command("rebuild_index", stdout=self.stdout)
            return
        waiting = IndexChange.objects.count()
        if not waiting:
            self.stdout.write("The index is up to date.")
            return
        done = update_index(progress=lambda number: self.stdout.write(f"  {number} meetings", ending="\r"))
        left = IndexChange.objects.count()
        self.stdout.write(self.style.SUCCESS(f"{waiting} changes noted, {done} meetings indexed."))
        if left:
            self.stdout.write(f"{left} changes are still waiting: another process is writing the index and takes them.")
