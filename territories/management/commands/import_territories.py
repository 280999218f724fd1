from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from territories.importers import import_territories
from territories.sources import SourceError, read_tables, rows_from_tables, tables_from_package

SHIPPED = settings.BASE_DIR / "fixtures" / "territories"


class Command(BaseCommand):
    help = "Charge la carte de France : régions, départements, intercommunalités et communes."

    def add_arguments(self, parser):
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            help="paquet @etalab/decoupage-administratif, dossier ou .tgz ; sans lui, les données livrées",
        )

    def handle(self, *, path, **options):
        try:
            rows = rows_from_tables(tables_from_package(path) if path else read_tables(SHIPPED))
        except SourceError as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():
            report = import_territories(rows, self.progress)
        self.stdout.write(
            f"Territoires : {report.created} créés, {report.updated} mis à jour, {report.unchanged} inchangés, "
            f"{len(report.gone)} disparus de la liste."
        )
        for kind, code in report.gone:
            self.stdout.write(f"  disparu de la liste, gardé : {kind} {code}")

    def progress(self, batches, label):
        """Yield the batches, saying how far the work is on a line that rewrites itself."""
        for done, batch in enumerate(batches, start=1):
            yield batch
            if self.stdout.isatty():
                self.stdout.write(f"\r{label} : {100 * done // len(batches)} %", ending="")
        if batches and self.stdout.isatty():
            self.stdout.write("")
