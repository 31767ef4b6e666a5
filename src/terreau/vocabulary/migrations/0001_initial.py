
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Scheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='nom court')),
                ('title', models.CharField(max_length=300, verbose_name='titre')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('version', models.CharField(blank=True, max_length=80, verbose_name='version')),
                ('date', models.DateField(blank=True, null=True, verbose_name='date')),
                ('iri', models.CharField(max_length=500, unique=True, verbose_name='identifiant (IRI)')),
                ('source', models.TextField(blank=True, verbose_name='source')),
                ('source_url', models.URLField(blank=True, max_length=1000, verbose_name='adresse de la source')),
                ('levels', models.JSONField(blank=True, default=list, verbose_name='niveaux')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'référentiel',
                'verbose_name_plural': 'référentiels',
                'ordering': ['position', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='Concept',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notation', models.CharField(max_length=80, verbose_name='notation')),
                ('label', models.CharField(blank=True, max_length=500, verbose_name='intitulé')),
                ('alt_labels', models.JSONField(blank=True, default=list, verbose_name='autres intitulés')),
                ('definition', models.TextField(blank=True, verbose_name='définition')),
                ('scope_note', models.TextField(blank=True, verbose_name='note d’application')),
                ('source', models.TextField(blank=True, verbose_name='source')),
                ('source_url', models.URLField(blank=True, max_length=1000, verbose_name='adresse de la source')),
                ('status', models.CharField(choices=[('established', 'établi'), ('to_complete', 'à compléter')], default='established', max_length=12, verbose_name='état')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('iri', models.CharField(db_index=True, max_length=500, verbose_name='identifiant (IRI)')),
                ('added', models.BooleanField(default=False, help_text='Vrai pour une entrée nommée par un document, absente du référentiel chargé.', verbose_name='ajouté par un document')),
                ('broader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='vocabulary.concept', verbose_name='entrée plus large')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='concepts', to='vocabulary.scheme', verbose_name='référentiel')),
            ],
            options={
                'verbose_name': 'entrée de référentiel',
                'verbose_name_plural': 'entrées de référentiel',
                'ordering': ['scheme', 'order', 'notation'],
            },
        ),
        migrations.CreateModel(
            name='ConceptMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(choices=[('exactMatch', 'équivalent'), ('closeMatch', 'proche'), ('broadMatch', 'compris dans'), ('narrowMatch', 'comprend'), ('relatedMatch', 'en rapport avec')], max_length=12, verbose_name='relation')),
                ('status', models.CharField(choices=[('proposed', 'proposée'), ('accepted', 'acceptée'), ('rejected', 'rejetée')], default='proposed', max_length=8, verbose_name='état')),
                ('reason', models.TextField(blank=True, verbose_name='motif')),
                ('origin', models.TextField(blank=True, verbose_name='source')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mappings', to='vocabulary.concept', verbose_name='de')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mapped_from', to='vocabulary.concept', verbose_name='vers')),
            ],
            options={
                'verbose_name': 'correspondance',
                'verbose_name_plural': 'correspondances',
                'ordering': ['source', 'target', 'relation'],
                'constraints': [models.UniqueConstraint(fields=('source', 'target', 'relation'), name='mapping_once'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='mapping_between_two')],
            },
        ),
        migrations.AddConstraint(
            model_name='concept',
            constraint=models.UniqueConstraint(fields=('scheme', 'notation'), name='concept_notation_once'),
        ),
    ]
