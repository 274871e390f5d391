from django.db import migrations
from django.http import QueryDict

PARTIES = ("person", "country", "organisation")


def keep_any(apps, schema_editor):
    """Keep what alerts were asked for: before, any of several people or sides was enough."""
    for alert in apps.get_model("meetings", "Alert").objects.all():
        params = QueryDict(alert.query, mutable=True)
        several = [facet for facet in PARTIES if len(params.getlist(facet)) > 1]
        if several and "any" not in params:
            params.setlist("any", several)
            alert.query = params.urlencode()
            alert.save(update_fields=["query"])


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0022_dismissed_offices'),
    ]

    operations = [
        migrations.RunPython(keep_any, migrations.RunPython.noop),
    ]
