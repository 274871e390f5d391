"""All addresses of one page get one hash, by which a report is found that the archive has already."""

from django.db import migrations

import meetings.models.derived
from meetings.text.domains import hash_page


def fill_hashes(apps, schema_editor):
    for name in ("Article", "Incoming"):
        rows = apps.get_model("meetings", name).objects
        changed = []
        for row in rows.exclude(url=None).exclude(url="").only("url").iterator():
            row.page_hash = hash_page(row.url)
            changed.append(row)
        rows.bulk_update(changed, ["page_hash"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0019_facts_by_editors_name_occasions'),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name='page_hash',
                field=meetings.models.derived.PageHashField(blank=True, db_index=True, default='', editable=False, max_length=64, source='url', verbose_name='hash of the page'),
                preserve_default=False,
            )
            for name in ('article', 'incoming')
        ),
        migrations.RunPython(fill_hashes, migrations.RunPython.noop),
    ]
