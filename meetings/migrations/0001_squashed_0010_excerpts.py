# The tables of version 0.1.0, squashed: an archive of 0.1.0 has them already.

import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import meetings.models.alerts
import meetings.models.people
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('meetings', '0001_initial'),
        ('meetings', '0002_who_entered_and_saved_filters'),
        ('meetings', '0003_archive_state'),
        ('meetings', '0004_incoming'),
        ('meetings', '0005_history'),
        ('meetings', '0006_confirmed_holders'),
        ('meetings', '0007_merges_and_old_addresses'),
        ('meetings', '0008_alerts'),
        ('meetings', '0009_different_meetings'),
        ('meetings', '0010_excerpts'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ArchiveState',
            fields=[
                ('id', models.IntegerField(primary_key=True, serialize=False, verbose_name='counter')),
                ('number', models.BigIntegerField(verbose_name='number')),
            ],
            options={
                'verbose_name': 'state of the archive',
                'verbose_name_plural': 'state of the archive',
            },
        ),
        migrations.CreateModel(
            name='IndexChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting_id', models.BigIntegerField(verbose_name='meeting')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='recorded')),
            ],
            options={
                'verbose_name': 'change to be indexed',
                'verbose_name_plural': 'changes to be indexed',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ar', models.CharField(max_length=200, verbose_name='name in Arabic')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.CharField(max_length=32, unique=True, verbose_name='code')),
                ('names', models.JSONField(blank=True, default=list, verbose_name='other names')),
                ('kind', models.CharField(choices=[('intergovernmental', 'intergovernmental organisation'), ('agency', 'agency or mission'), ('coalition', 'coalition'), ('party', 'party or movement'), ('other', 'other body')], default='intergovernmental', max_length=20, verbose_name='kind')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['name_ar'],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('meeting_id', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='meeting')),
                ('published_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True, verbose_name='published')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ar', models.CharField(max_length=200, verbose_name='name in Arabic')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['name_ar'],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='mail address')),
                ('query', models.CharField(blank=True, max_length=1500, verbose_name='search')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('site', models.URLField(max_length=300, verbose_name='address of the site')),
                ('key', models.CharField(default=meetings.models.alerts.new_key, editable=False, max_length=40, unique=True, verbose_name='key')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='requested')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmation last sent')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('told_until', models.DateTimeField(blank=True, null=True, verbose_name='last notified')),
            ],
            options={
                'verbose_name': 'alert by mail',
                'verbose_name_plural': 'alerts by mail',
                'ordering': ['email', 'id'],
                'constraints': [models.UniqueConstraint(fields=('email', 'query', 'language'), name='meetings_alert_once')],
            },
        ),
        migrations.CreateModel(
            name='Country',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ar', models.CharField(max_length=200, verbose_name='name in Arabic')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.CharField(help_text='ISO 3166-1 code, or IQ-KRI for a region.', max_length=8, unique=True, verbose_name='code')),
                ('names', models.JSONField(blank=True, default=list, verbose_name='other names')),
                ('demonyms', models.JSONField(blank=True, default=dict, help_text='Forms by gender and number: masculine, feminine, plural.', verbose_name='demonyms')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='regions', to='meetings.country', verbose_name='belongs to')),
            ],
            options={
                'verbose_name': 'country',
                'verbose_name_plural': 'countries',
                'ordering': ['name_ar'],
            },
        ),
        migrations.CreateModel(
            name='Official',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ar', models.CharField(max_length=200, verbose_name='name in Arabic')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('slug', models.SlugField(max_length=120, unique=True, verbose_name='address')),
                ('review_state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('rejected', 'rejected')], default='draft', max_length=10, verbose_name='review')),
                ('notes', models.TextField(blank=True, verbose_name='notes for editors')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'official',
                'verbose_name_plural': 'officials',
                'ordering': ['name_ar'],
            },
        ),
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind of record')),
                ('slug', models.CharField(max_length=160, verbose_name='old address')),
                ('record_id', models.BigIntegerField(verbose_name='record')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='since')),
            ],
            options={
                'verbose_name': 'old address',
                'verbose_name_plural': 'old addresses',
                'ordering': ['kind', 'slug'],
                'indexes': [models.Index(fields=['kind', 'record_id'], name='meetings_oldaddress_record')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='meetings_oldaddress_once')],
            },
        ),
        migrations.CreateModel(
            name='Outlet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ar', models.CharField(max_length=200, verbose_name='name in Arabic')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                ('domain', models.CharField(blank=True, max_length=120, verbose_name='domain')),
                ('country', models.ForeignKey(blank=True, help_text='The country whose ministers the outlet names without their country.', null=True, on_delete=django.db.models.deletion.PROTECT, to='meetings.country', verbose_name='country')),
            ],
            options={
                'verbose_name': 'outlet',
                'verbose_name_plural': 'outlets',
                'ordering': ['name_ar'],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.URLField(max_length=2000, unique=True, verbose_name='address of the feed')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
                ('etag', models.CharField(blank=True, editable=False, max_length=500)),
                ('last_modified', models.CharField(blank=True, editable=False, max_length=200)),
                ('last_fetched', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last fetched')),
                ('not_before', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='not before')),
                ('failures', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='failures in a row')),
                ('error', models.TextField(blank=True, editable=False, verbose_name='error')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('outlet', models.ForeignKey(blank=True, help_text="The outlet of these reports. If you leave it empty, each report's own address decides.", null=True, on_delete=django.db.models.deletion.SET_NULL, to='meetings.outlet', verbose_name='outlet')),
            ],
            options={
                'verbose_name': 'feed',
                'verbose_name_plural': 'feeds',
                'ordering': ['name', 'address'],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=140, unique=True, verbose_name='address')),
                ('url', models.URLField(blank=True, max_length=2000, null=True, unique=True, verbose_name='address on the web')),
                ('headline', models.CharField(blank=True, max_length=500, verbose_name='headline')),
                ('raw_text', models.TextField(blank=True, verbose_name='raw text')),
                ('text_kind', models.CharField(choices=[('original', "the outlet's text"), ('retold', 'the facts of the source, retold by the archive'), ('excerpt', "the words of the outlet's text that state facts"), ('reference', 'address only')], default='original', max_length=10, verbose_name='kind of text')),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True, verbose_name='hash of the text')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='published on')),
                ('published_words', models.CharField(blank=True, max_length=200, verbose_name='words the date was read from')),
                ('file_name', models.CharField(blank=True, editable=False, max_length=255, verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('outlet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='meetings.outlet', verbose_name='outlet')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'ordering': ['-published_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='For example: fr-paris, or fr.', max_length=80, unique=True, verbose_name='address')),
                ('city_ar', models.CharField(blank=True, max_length=120, verbose_name='city in Arabic')),
                ('city_en', models.CharField(blank=True, max_length=120, verbose_name='city in English')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='meetings.country', verbose_name='country')),
            ],
            options={
                'verbose_name': 'place',
                'verbose_name_plural': 'places',
                'ordering': ['city_ar', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=160, unique=True, verbose_name='address')),
                ('kind', models.CharField(choices=[('in-person', 'in person'), ('visit', 'visit'), ('phone', 'telephone call'), ('video', 'video call'), ('summit', 'summit')], default='in-person', max_length=10, verbose_name='kind')),
                ('date', models.DateField(blank=True, db_index=True, null=True, verbose_name='date')),
                ('date_end', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('date_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year'), ('unknown', 'unknown')], default='day', max_length=10, verbose_name='precision')),
                ('date_basis', models.CharField(choices=[('stated', 'stated in the text'), ('weekday', 'inferred from the weekday'), ('relative', 'inferred from words such as yesterday'), ('publication', 'the day of publication'), ('hijri', 'converted from the Hijri calendar'), ('editor', 'entered by an editor'), ('unknown', 'unknown')], default='editor', max_length=12, verbose_name='how the date is known')),
                ('date_explanation', models.CharField(blank=True, max_length=300, verbose_name='explanation of the date')),
                ('venue_ar', models.CharField(blank=True, max_length=200, verbose_name='venue in Arabic')),
                ('venue_en', models.CharField(blank=True, max_length=200, verbose_name='venue in English')),
                ('occasion_ar', models.CharField(blank=True, max_length=250, verbose_name='occasion in Arabic')),
                ('occasion_en', models.CharField(blank=True, max_length=250, verbose_name='occasion in English')),
                ('headline_ar', models.CharField(max_length=400, verbose_name='headline in Arabic')),
                ('headline_en', models.CharField(blank=True, max_length=400, verbose_name='headline in English')),
                ('summary_ar', models.TextField(blank=True, verbose_name='summary in Arabic')),
                ('summary_en', models.TextField(blank=True, verbose_name='summary in English')),
                ('review_state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('rejected', 'rejected')], db_index=True, default='draft', max_length=10, verbose_name='review')),
                ('confidence', models.FloatField(blank=True, help_text='From 0 to 1; empty for records entered by hand.', null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='confidence of the reading')),
                ('notes', models.TextField(blank=True, verbose_name='notes for editors')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='meetings.place', verbose_name='place')),
            ],
            options={
                'verbose_name': 'meeting',
                'verbose_name_plural': 'meetings',
                'ordering': [models.OrderBy(models.F('date'), descending=True, nulls_last=True), '-id'],
                'permissions': [('bring_in_texts', 'Can bring texts in'), ('publish_records', 'Can publish, reject and take back records'), ('merge_records', 'Can merge and split records'), ('restore_records', 'Can restore earlier versions of records')],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=120, unique=True, verbose_name='address')),
                ('title_ar', models.CharField(max_length=250, verbose_name='title in Arabic')),
                ('title_en', models.CharField(blank=True, max_length=250, verbose_name='title in English')),
                ('key', meetings.models.people.FoldedField(db_index=True, editable=False, max_length=300, source='title_ar', verbose_name='folded title')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='meetings.country', verbose_name='country or region')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='meetings.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'position',
                'verbose_name_plural': 'positions',
                'ordering': ['title_ar'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_as_written', models.CharField(blank=True, max_length=200, verbose_name='name as the text spells it')),
                ('title_ar', models.CharField(blank=True, max_length=250, verbose_name='title at the time, in Arabic')),
                ('title_en', models.CharField(blank=True, max_length=250, verbose_name='title at the time, in English')),
                ('is_group', models.BooleanField(default=False, verbose_name='a group or delegation')),
                ('role', models.CharField(choices=[('host', 'host'), ('guest', 'guest'), ('party', 'party'), ('attendee', 'attendee')], default='party', max_length=10, verbose_name='role')),
                ('basis', models.CharField(choices=[('stated', 'named in the text'), ('inferred', 'inferred from the office and the date'), ('confirmed', 'inferred, and confirmed by an editor')], default='stated', max_length=10, verbose_name='how the person is known')),
                ('order', models.PositiveSmallIntegerField(blank=True, verbose_name='order')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='meetings.country', verbose_name='country or region')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='meetings.meeting', verbose_name='meeting')),
                ('official', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='meetings.official', verbose_name='official')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='meetings.organisation', verbose_name='organisation')),
                ('position', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='meetings.position', verbose_name='position')),
            ],
            options={
                'verbose_name': 'participation',
                'verbose_name_plural': 'participations',
                'ordering': ['order', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(blank=True, null=True, verbose_name='from')),
                ('start_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year'), ('unknown', 'unknown')], default='day', max_length=10, verbose_name='precision of the start')),
                ('end', models.DateField(blank=True, null=True, verbose_name='to')),
                ('end_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year'), ('unknown', 'unknown')], default='day', max_length=10, verbose_name='precision of the end')),
                ('source_url', models.URLField(blank=True, max_length=1000, verbose_name='source')),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='meetings.official', verbose_name='official')),
                ('position', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='meetings.position', verbose_name='position')),
            ],
            options={
                'verbose_name': 'appointment',
                'verbose_name_plural': 'appointments',
                'ordering': [models.OrderBy(models.F('start'), descending=True, nulls_last=True), 'id'],
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_of', models.CharField(help_text='The kind of record, for example meeting.', max_length=60, verbose_name='list')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('query', models.CharField(blank=True, max_length=1000, verbose_name='filters')),
                ('shared', models.BooleanField(default=False, verbose_name='shown to everyone')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
            ],
            options={
                'verbose_name': 'saved filter',
                'verbose_name_plural': 'saved filters',
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='meetings.article', verbose_name='article')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='meetings.meeting', verbose_name='meeting')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='articles',
            field=models.ManyToManyField(related_name='meetings', through='meetings.Source', to='meetings.article', verbose_name='articles'),
        ),
        migrations.CreateModel(
            name='MeetingTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(default=0, verbose_name='rank')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ranked_topics', to='meetings.meeting', verbose_name='meeting')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meeting_topics', to='meetings.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'topic of a meeting',
                'verbose_name_plural': 'topics of meetings',
                'ordering': ['rank', 'id'],
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='topics',
            field=models.ManyToManyField(blank=True, through='meetings.MeetingTopic', to='meetings.topic', verbose_name='topics'),
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact', models.CharField(choices=[('meeting', 'meeting mentioned'), ('kind', 'kind of meeting'), ('date', 'date'), ('place', 'place'), ('participant', 'participant'), ('title', 'title'), ('side', 'side'), ('role', 'role'), ('topic', 'topic')], max_length=12, verbose_name='fact')),
                ('start', models.PositiveIntegerField(verbose_name='from character')),
                ('end', models.PositiveIntegerField(verbose_name='to character')),
                ('quote', models.TextField(verbose_name='words')),
                ('rule', models.CharField(blank=True, max_length=80, verbose_name='rule that read it')),
                ('inferred', models.BooleanField(default=False, verbose_name='implied rather than stated')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='meetings.article', verbose_name='article')),
                ('author', models.ForeignKey(blank=True, help_text='Empty if Mahdar read it.', null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='marked by')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='meetings.meeting', verbose_name='meeting')),
                ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='meetings.participation', verbose_name='participation')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='meetings.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ['article', 'start', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='kind of record')),
                ('record_id', models.BigIntegerField(verbose_name='record')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('change', models.CharField(choices=[('kept', 'before the history begins'), ('outside', 'changed outside the desk'), ('entered', 'added'), ('changed', 'changed'), ('deleted', 'deleted'), ('restored', 'restored')], max_length=10, verbose_name='what happened')),
                ('way', models.CharField(blank=True, choices=[('', 'another way'), ('form', 'form'), ('list', 'list'), ('review', 'review'), ('marking', 'marking words'), ('bring-in', 'import of a report'), ('merge', 'merge'), ('unmerge', 'undo of a merge'), ('split', 'split'), ('import', 'import of a list'), ('restore', 'restoring an older version'), ('command', 'command')], default='', max_length=10, verbose_name='how')),
                ('action', models.UUIDField(db_index=True, default=uuid.uuid4, verbose_name='action')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('user_name', models.CharField(blank=True, max_length=150, verbose_name='name of the editor')),
                ('note', models.TextField(blank=True, verbose_name='reason')),
                ('facts', models.JSONField(default=list, verbose_name='changed facts')),
                ('state', models.JSONField(default=dict, verbose_name='the record')),
                ('user', models.ForeignKey(blank=True, help_text='Empty if a command did it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Disagreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact', models.CharField(max_length=20, verbose_name='fact')),
                ('recorded', models.CharField(blank=True, max_length=300, verbose_name='Record')),
                ('said', models.CharField(max_length=300, verbose_name='source says')),
                ('settled', models.BooleanField(default=False, verbose_name='settled by an editor')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disagreements', to='meetings.article', verbose_name='article')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disagreements', to='meetings.meeting', verbose_name='meeting')),
            ],
            options={
                'verbose_name': 'disagreement between sources',
                'verbose_name_plural': 'disagreements between sources',
                'ordering': ['settled', 'id'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'article', 'fact', 'said'), name='meetings_disagreement_once')],
            },
        ),
        migrations.CreateModel(
            name='DifferentMeetings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='decided')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting', verbose_name='meeting')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting', verbose_name='other meeting')),
            ],
            options={
                'verbose_name': 'two different meetings',
                'verbose_name_plural': 'different meetings',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='meetings_differentmeetings_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='meetings_differentmeetings_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('merge', 'merge'), ('split', 'split')], default='merge', max_length=10, verbose_name='action')),
                ('kind', models.CharField(help_text='The name of the model.', max_length=20, verbose_name='kind of record')),
                ('kept_id', models.BigIntegerField(verbose_name='kept record')),
                ('other_id', models.BigIntegerField(verbose_name='merged or new record')),
                ('kept_name', models.CharField(max_length=400, verbose_name='name of the kept record')),
                ('other_name', models.CharField(max_length=400, verbose_name='name of the merged or new record')),
                ('done_at', models.DateTimeField(auto_now_add=True, verbose_name='done')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('rows', models.JSONField(default=list, verbose_name='rows')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'merge or split',
                'verbose_name_plural': 'merges and splits',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['kind', 'kept_id'], name='meetings_merge_kept')],
            },
        ),
        migrations.CreateModel(
            name='LikelyDuplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField(help_text='From 0 to 100.', verbose_name='score')),
                ('reasons', models.JSONField(default=list, verbose_name='reasons')),
                ('state', models.CharField(choices=[('waiting', 'to review'), ('later', 'later'), ('not-same', 'not the same person')], default='waiting', max_length=10, verbose_name='state')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.official', verbose_name='official')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.official', verbose_name='other official')),
            ],
            options={
                'verbose_name': 'likely duplicate',
                'verbose_name_plural': 'likely duplicates',
                'ordering': ['-score', 'id'],
                'indexes': [models.Index(fields=['state', '-score'], name='meetings_likelyduplicate_work')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='meetings_likelyduplicate_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='meetings_likelyduplicate_in_order')],
            },
        ),
        migrations.CreateModel(
            name='OfficialName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('key', meetings.models.people.FoldedField(db_index=True, editable=False, max_length=240, source='name', verbose_name='folded name')),
                ('script', models.CharField(choices=[('Arab', 'Arabic script'), ('Latn', 'Latin script'), ('Cyrl', 'Cyrillic script'), ('Zyyy', 'other script')], default='Arab', max_length=4, verbose_name='script')),
                ('language', models.CharField(blank=True, help_text='For example ar, ckb, ku, en.', max_length=8, verbose_name='language')),
                ('kind', models.CharField(choices=[('main', 'main name'), ('alias', 'other spelling or name'), ('short', 'short name'), ('former', 'former name')], default='alias', max_length=10, verbose_name='kind')),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='meetings.official', verbose_name='official')),
            ],
            options={
                'verbose_name': 'name of an official',
                'verbose_name_plural': 'names of officials',
                'ordering': ['kind', 'id'],
                'constraints': [models.UniqueConstraint(fields=('official', 'name'), name='meetings_officialname_once')],
            },
        ),
        migrations.CreateModel(
            name='Incoming',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raw_text', models.TextField(blank=True, editable=False, verbose_name='raw text')),
                ('sha256', models.CharField(blank=True, db_index=True, editable=False, max_length=64, verbose_name='hash of the text')),
                ('name', models.CharField(blank=True, max_length=255, verbose_name='name')),
                ('url', models.URLField(blank=True, max_length=2000, verbose_name='address on the web')),
                ('headline', models.CharField(blank=True, max_length=500, verbose_name='headline')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='published on')),
                ('way', models.CharField(choices=[('paste', 'pasted'), ('address', 'from its address'), ('file', 'from a file'), ('feed', 'from a feed')], default='paste', editable=False, max_length=10, verbose_name='origin')),
                ('entry_key', models.CharField(blank=True, editable=False, max_length=500, verbose_name='entry of the feed')),
                ('meetings_found', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='meetings found')),
                ('state', models.CharField(choices=[('waiting', 'to review'), ('stored', 'in the archive'), ('dropped', 'dropped')], default='waiting', editable=False, max_length=10, verbose_name='state')),
                ('error', models.TextField(blank=True, editable=False, verbose_name='error')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('article', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='meetings.article', verbose_name='article')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('feed', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to='meetings.feed', verbose_name='feed')),
                ('outlet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='meetings.outlet', verbose_name='outlet')),
            ],
            options={
                'verbose_name': 'report at the desk',
                'verbose_name_plural': 'reports at the desk',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting'), models.Q(('sha256', ''), _negated=True)), fields=('sha256',), name='meetings_incoming_waits_once', violation_error_message='This report is already at the desk.'), models.UniqueConstraint(condition=models.Q(('entry_key', ''), _negated=True), fields=('feed', 'entry_key'), name='meetings_incoming_entry_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('raw_text', ''), ('sha256__isnull', True)), models.Q(models.Q(('raw_text', ''), _negated=True), ('sha256__isnull', False)), _connector='OR'), name='meetings_article_text_and_hash'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('country__isnull', False), models.Q(('city_ar', ''), _negated=True), _connector='OR'), name='meetings_place_somewhere', violation_error_message='Enter the city or the country.'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('country', 0), models.F('city_ar'), name='meetings_place_unique_city'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('country__isnull', True), ('organisation__isnull', True), _connector='OR'), name='meetings_position_one_side', violation_error_message='Choose a country or an organisation, not both.'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('country__isnull', True), ('organisation__isnull', True), _connector='OR'), name='meetings_participation_one_side', violation_error_message='Choose a country or an organisation, not both.'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('official__isnull', False), ('position__isnull', False), models.Q(('title_ar', ''), _negated=True), models.Q(('name_as_written', ''), _negated=True), _connector='OR'), name='meetings_participation_someone', violation_error_message='Choose the official or the position, or enter at least a title.'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('meeting', 'order'), name='meetings_participation_order'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('meeting', 'official'), name='meetings_participation_once', violation_error_message='This official already takes part in this meeting.'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('end__isnull', True), ('start__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='meetings_appointment_end_after_start', violation_error_message='The end cannot be before the start.'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(models.F('official'), models.F('position'), django.db.models.functions.comparison.Coalesce('start', models.Value(datetime.date(1, 1, 1))), name='meetings_appointment_once'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(fields=('owner', 'list_of', 'name'), name='meetings_savedfilter_once'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(fields=('meeting', 'article'), name='meetings_source_once'),
        ),
        migrations.AddConstraint(
            model_name='meetingtopic',
            constraint=models.UniqueConstraint(fields=('meeting', 'topic'), name='meetings_meetingtopic_once'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('date_end__isnull', True), ('date_end__gte', models.F('date')), _connector='OR'), name='meetings_meeting_end_after_start', violation_error_message='The last day cannot be before the first.'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('date__isnull', False), ('date_end__isnull', True), _connector='OR'), name='meetings_meeting_end_needs_date', violation_error_message='A last day needs a first day. Enter the first day.'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date__isnull', False), ('date_precision__in', ['day', 'month', 'year'])), models.Q(('date__isnull', True), ('date_precision', 'unknown')), _connector='OR'), name='meetings_meeting_precision_fits_date', violation_error_message='Enter a date, or set the precision to unknown.'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__isnull', True), models.Q(('confidence__gte', 0), ('confidence__lte', 1)), _connector='OR'), name='meetings_meeting_confidence_range'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='meetings_evidence_not_empty', violation_error_message='The marked words are empty. Mark at least one word.'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(models.F('meeting'), models.F('article'), models.F('fact'), models.F('start'), models.F('end'), django.db.models.functions.comparison.Coalesce('participation', 0), django.db.models.functions.comparison.Coalesce('topic', 0), name='meetings_evidence_once'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('end', django.db.models.expressions.CombinedExpression(models.F('start'), '+', django.db.models.functions.text.Length('quote')))), name='meetings_evidence_quote_length', violation_error_message='The quote and the marked words differ in length.'),
        ),
        migrations.AddIndex(
            model_name='version',
            index=models.Index(fields=['-made_at'], name='meetings_version_latest'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('kind', 'record_id', 'number'), name='meetings_version_once'),
        ),
    ]
