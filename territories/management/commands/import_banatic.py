from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from territories.banatic import BanaticError, import_banatic, read_labels, read_pairs
from territories.models import BanaticRelease, Nomenclature


class Command(BaseCommand):
    help = "Charge ce que chaque intercommunalité exerce vraiment, d’après la base nationale BANATIC."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="couples siren, code_2021 (ou code_2025) en CSV, gzip ou non")
        parser.add_argument("--labels", type=Path, help="libellés des codes en CSV : code, libelle")
        parser.add_argument(
            "--vintage", default="", help="millésime, tel que les lecteurs le verront : « 1er janvier 2026 »"
        )
        parser.add_argument(
            "--nomenclature", choices=Nomenclature.values, default="", help="si l’en-tête ne la dit pas"
        )
        parser.add_argument("--dry-run", action="store_true", help="dire ce qui changerait, sans rien écrire")

    def handle(self, *, path, labels, vintage, nomenclature, dry_run, **options):
        longest = BanaticRelease._meta.get_field("vintage").max_length
        if len(vintage) > longest:
            raise CommandError(f"Le millésime dépasse {longest} signes.")
        try:
            pairs = read_pairs(path, nomenclature)
            read = read_labels(labels) if labels else {}
            with transaction.atomic():
                report = import_banatic(pairs, read, vintage.strip(), self.progress, write=not dry_run)
        except BanaticError as error:
            raise CommandError(str(error)) from error
        self.tell(report, dry_run)
        if (report.added or report.removed) and not dry_run:
            call_command("compute_twins", stdout=self.stdout)

    def tell(self, report, dry_run):
        if dry_run:
            self.stdout.write("À blanc : rien n’a été écrit, voici ce qui changerait.")
        self.stdout.write(
            f"{report.release} : {report.added} couples ajoutés, {report.removed} retirés, {report.unchanged} inchangés"
            f" ; {report.labels} libellés créés ou mis à jour"
            f"{' ; millésime ou nomenclature changés' if report.release_changes else ''}."
        )
        self.stdout.write(f"SIREN inconnus : {len(report.unknown)} ({report.unknown.total()} couples laissés de côté).")
        for siren, pairs in sorted(report.unknown.items()):
            self.stdout.write(f"  inconnu : {siren:09} ({pairs} couples)")
        self.stdout.write(f"Intercommunalités dont le fichier ne dit rien : {len(report.silent)}.")
        for name in report.silent:
            self.stdout.write(f"  sans donnée : {name}")

    def progress(self, batches, label):
        """Yield the batches, saying how far the work is on a line that rewrites itself."""
        for done, batch in enumerate(batches, start=1):
            yield batch
            if self.stdout.isatty():
                self.stdout.write(f"\r{label} : {100 * done // len(batches)} %", ending="")
        if batches and self.stdout.isatty():
            self.stdout.write("")
