from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from territories.sources import SourceError, rows_from_tables, tables_from_package, write_tables

from .import_territories import SHIPPED


class Command(BaseCommand):
    help = "Tire du paquet @etalab/decoupage-administratif les données livrées avec le projet."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="dossier du paquet, ou son .tgz")
        parser.add_argument("--to", type=Path, default=SHIPPED, help="dossier où écrire")

    def handle(self, *, path, to, **options):
        try:
            tables = tables_from_package(path)
            rows = rows_from_tables(tables)
        except SourceError as error:
            raise CommandError(str(error)) from error
        write_tables(tables, to)
        self.stdout.write(f"{len(rows)} territoires écrits dans {to}.")
