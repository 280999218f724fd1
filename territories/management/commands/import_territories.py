from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from territories.finding import write_keys
from territories.importers import import_formers, import_territories
from territories.sources import (
    SourceError,
    formers_from_tables,
    read_tables,
    rows_from_tables,
    tables_from_package,
)

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

        parser.add_argument(
            "--without-twins", action="store_true", help="sans recalculer les jumeaux : une autre commande le fera"
        )

    def handle(self, *, path, without_twins, **options):
        try:
            tables = tables_from_package(path) if path else read_tables(SHIPPED)
            rows, formers = rows_from_tables(tables), formers_from_tables(tables)
        except SourceError as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():
            report = import_territories(rows, self.progress)
            former_count = import_formers(formers)
            key_count = write_keys()
        self.stdout.write(
            f"Territoires : {report.created} créés, {report.updated} mis à jour, {report.unchanged} inchangés, "
            f"{len(report.gone)} disparus de la liste."
        )
        self.stdout.write(f"Anciennes communes : {former_count} changées. Clés de recherche : {key_count} changées.")
        for kind, code in report.gone:
            self.stdout.write(f"  disparu de la liste, gardé : {kind} {code}")
        if (report.created or report.updated) and not without_twins:
            call_command("compute_twins", stdout=self.stdout)

    def progress(self, batches, label):
        """Yield the batches, saying how far the work is on a line that rewrites itself."""
        for done, batch in enumerate(batches, start=1):
            yield batch
            if self.stdout.isatty():
                self.stdout.write(f"\r{label} : {100 * done // len(batches)} %", ending="")
        if batches and self.stdout.isatty():
            self.stdout.write("")
