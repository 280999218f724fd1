from django.db import migrations, models

LEVELS = [('commune', 'commune'), ('bloc', 'bloc communal'), ('communes-epci', 'communes et intercommunalités'), ('epci-communes', 'intercommunalités et communes'), ('epci', 'intercommunalité (EPCI)'), ('epci-fp', 'intercommunalité à fiscalité propre'), ('cc', 'communauté de communes'), ('ca', 'communauté d’agglomération'), ('cu', 'communauté urbaine'), ('cu-1999', 'communauté urbaine antérieure à 1999'), ('metropole', 'métropole'), ('lyon', 'métropole de Lyon'), ('grand-paris', 'métropole du Grand Paris'), ('ept', 'établissement public territorial (Grand Paris)'), ('aix-marseille', 'métropole d’Aix-Marseille-Provence'), ('region', 'région'), ('ile-de-france', 'Île-de-France Mobilités'), ('groupements', 'collectivités et groupements'), ('toutes', 'toutes collectivités'), ('tous', 'tous niveaux')]


class Migration(migrations.Migration):

    dependencies = [
        ('territories', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='competenceholder',
            name='within_interest',
            field=models.BooleanField(default=False, help_text='Communautaire, métropolitain ou territorial : ce qui n’en relève pas reste à la commune.', verbose_name='limitée à l’intérêt communautaire'),
        ),
        migrations.AlterField(
            model_name='competenceholder',
            name='level',
            field=models.CharField(choices=LEVELS, max_length=16, verbose_name='échelon'),
        ),
        migrations.AlterField(
            model_name='legalbasis',
            name='level',
            field=models.CharField(choices=LEVELS, max_length=16, verbose_name='échelon'),
        ),
    ]
