import django.db.models.deletion
import editorial.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territories', '0002_within_interest'),
    ]

    operations = [
        migrations.AlterField(
            model_name='territory',
            name='siren',
            field=models.CharField(blank=True, db_index=True, max_length=9, verbose_name='SIREN'),
        ),
        migrations.CreateModel(
            name='FormerPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nature', models.CharField(choices=[('commune-deleguee', 'commune déléguée'), ('commune-associee', 'commune associée'), ('arrondissement', 'arrondissement municipal'), ('ancien-code', 'ancien code')], max_length=16, verbose_name='nature')),
                ('code', models.CharField(max_length=5, verbose_name='code INSEE')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='nom')),
                ('folded_name', editorial.models.ComputedTextField(blank=True, default='', editable=False)),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_places', to='territories.territory', verbose_name='commune actuelle')),
            ],
            options={
                'verbose_name': 'ancienne commune',
                'ordering': ['name', 'code'],
                'indexes': [models.Index(fields=['code'], name='former_place_by_code')],
                'constraints': [models.UniqueConstraint(fields=('nature', 'code'), name='former_place_nature_and_code_are_unique')],
            },
        ),
        migrations.CreateModel(
            name='PlaceKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('origin', models.PositiveSmallIntegerField(choices=[(0, 'début du nom'), (1, 'code postal'), (2, 'début d’un ancien nom'), (3, 'mot du nom'), (4, 'consonances du nom')])),
                ('weight', models.PositiveIntegerField()),
                ('territory', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='territories.territory')),
            ],
            options={
                'verbose_name': 'clé de lieu',
                'indexes': [models.Index(fields=['key', 'origin', 'weight', 'territory'], name='place_key_covers_suggestions')],
                'constraints': [models.UniqueConstraint(fields=('territory', 'origin', 'key'), name='place_key_once_a_place')],
            },
        ),
    ]
