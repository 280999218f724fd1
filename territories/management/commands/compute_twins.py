from django.core.management.base import BaseCommand
from django.db import transaction

from territories.twins import competences_exercised, compute_twins


class Command(BaseCommand):
    help = "Cherche les jumeaux de chaque commune et de chaque intercommunalité, et les garde."

    def handle(self, **options):
        with transaction.atomic():
            report = compute_twins(competences_exercised(), self.progress)
        self.stdout.write(
            f"Jumeaux : {report.changed} territoires mis à jour, {report.unchanged} inchangés, "
            f"{report.without} sans population connue."
        )

    def progress(self, done, total):
        """Say how far the work is, on a line that rewrites itself."""
        if self.stdout.isatty():
            self.stdout.write(f"\rjumeaux : {100 * done // total} %", ending="" if done < total else "\n")
