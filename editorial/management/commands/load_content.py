from pathlib import Path

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from editorial.fixtures import FixtureError, check
from editorial.seed import CREATED, KEPT, UNCHANGED, UPDATED, load

SHIPPED = settings.BASE_DIR / "fixtures"
# The C reader is ten times faster; where PyYAML was built without it, the other does.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

OUTCOMES = {
    CREATED: "créations",
    UPDATED: "mises à jour",
    UNCHANGED: "sans changement",
    KEPT: "gardées (une personne y a travaillé)",
}
SHOWN_PROBLEMS = 50


class Command(BaseCommand):
    help = "Charge le contenu des fixtures : vérifie tout, puis publie ce qui est nouveau ou a changé."

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="?", type=Path, default=SHIPPED, help="dossier des fichiers YAML")

    def handle(self, *, path, **options):
        files = [(file.name, self.rows_of(file)) for file in sorted(path.glob("*.yaml"))]
        if not files:
            raise CommandError(f"Aucun fichier YAML dans {path}.")
        try:
            sheets = check(files)
        except FixtureError as error:
            raise CommandError(self.report(error.problems)) from error
        with transaction.atomic():
            for file, model, outcomes in load(sheets):
                counts = " · ".join(f"{name} : {outcomes[key]}" for key, name in OUTCOMES.items() if outcomes[key])
                self.stdout.write(f"{file} · {model._meta.verbose_name_plural} · {counts}")

    def rows_of(self, file):
        try:
            rows = yaml.load(file.read_text(), Loader)  # noqa: S506 (a safe loader, in C)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise CommandError(f"{file.name} n’est pas lisible : {error}") from error
        if not isinstance(rows, list):
            raise CommandError(f"{file.name} n’est pas une liste d’entrées.")
        return rows

    def report(self, problems):
        shown = "\n".join(f"  {problem}" for problem in problems[:SHOWN_PROBLEMS])
        more = f"\n  … et {len(problems) - SHOWN_PROBLEMS} autres." if len(problems) > SHOWN_PROBLEMS else ""
        return f"Rien n’a été chargé, {len(problems)} erreurs :\n{shown}{more}"
