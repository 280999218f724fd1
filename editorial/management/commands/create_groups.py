"""Create the groups of the back office, or give them back their rights."""

from django.core.management.base import BaseCommand

from editorial.groups import ensure_editor_group


class Command(BaseCommand):
    help = "Crée le groupe de la rédaction, ou remet ses droits en état."

    def handle(self, **options):
        group = ensure_editor_group()
        self.stdout.write(f"Groupe « {group} » : {group.permissions.count()} droits.")
