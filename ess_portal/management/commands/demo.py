import hashlib
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import salted_hmac

from editorial.groups import ensure_editor_group

EDITOR = "editrice"

DONE = settings.VAR_DIR / "demo.json"
DATABASE = Path(settings.DATABASES["default"]["NAME"])
STATIC_FILES = settings.STATIC_ROOT / "staticfiles.json"


@dataclass(frozen=True)
class Step:
    """A command that runs again only when its sources have changed, or when what it makes has gone.

    So a second demonstration starts at once, and a sheet deleted in the back office does not come back.
    """

    label: str
    command: str
    makes: Path
    sources: tuple[str, ...]
    options: dict = field(default_factory=dict)

    def fingerprint(self):
        digest = hashlib.sha256()
        for path in sorted(path for pattern in self.sources for path in settings.BASE_DIR.glob(pattern)):
            if path.is_file():
                digest.update(path.read_bytes())
        return digest.hexdigest()


STEPS = [
    Step("Base de données", "migrate", DATABASE, ("uv.lock", "*/migrations/*.py")),
    Step("Territoires", "import_territories", DATABASE, ("fixtures/territories/*",), {"without_twins": True}),
    Step("Contenu", "load_content", DATABASE, ("fixtures/*.yaml",)),
    Step("Jumeaux", "compute_twins", DATABASE, ("fixtures/territories/*", "fixtures/*-initiatives.yaml")),
    Step(
        "Fichiers statiques",
        "collectstatic",
        STATIC_FILES,
        ("uv.lock", "static/**/*", "editorial/static/**/*"),
        {"interactive": False, "verbosity": 2},
    ),
]


class Command(BaseCommand):
    help = "Prépare la démonstration, tout sauf le serveur : base, territoires, contenu, éditrice, fichiers statiques."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("La démonstration ne se prépare qu’à la demande : DEMO=1.")
        stored = json.loads(DONE.read_text()) if DONE.exists() else {}
        done = {step.command: stored.get(step.command) for step in STEPS if step.makes.exists()}
        for step in STEPS:
            if done.get(step.command) != (fingerprint := step.fingerprint()):
                self.run(step)
                done[step.command] = fingerprint
                DONE.write_text(json.dumps(done))
        password = make_editor()
        self.stdout.write(
            f"\n  Le portail    {settings.SITE_URL}/"
            f"\n  La rédaction  {settings.SITE_URL}/gestion/  ({EDITOR}, mot de passe {password})"
            "\n\n  Ctrl+C arrête tout ; « make demo » relance, sans rien perdre.\n"
        )

    def run(self, step):
        start = monotonic()
        progress = Progress(self.stdout, step.label)
        call_command(step.command, stdout=progress, **step.options)
        self.stdout.write(f"{progress.start}{step.label} : {monotonic() - start:.0f} s")


class Progress(io.TextIOBase):
    """Shows the last words of a command, on one line of the terminal that rewrites itself."""

    def __init__(self, output, label):
        self.output = output
        self.start = "\r\033[K" if output.isatty() else ""
        self.label = label
        output.write(f"{label}…", ending="" if output.isatty() else "\n")
        output.flush()

    def isatty(self):
        return self.output.isatty()

    def write(self, text):
        if self.isatty():
            last = text.strip().rpartition("\n")[-1][:50]
            self.output.write(f"{self.start}{self.label}… {last}", ending="")
            self.output.flush()
        return len(text)


def make_editor():
    """Return the password of the demo editor: it follows from the secret key, so it stays the same, stored nowhere."""
    password = salted_hmac("demo editor", EDITOR, algorithm="sha256").hexdigest()[:12]
    editor, _ = get_user_model().objects.get_or_create(
        username=EDITOR, defaults={"first_name": "Camille", "last_name": "Démo", "email": "editrice@example.org"}
    )
    if not editor.check_password(password):
        editor.set_password(password)
        editor.save()
    editor.groups.set([ensure_editor_group()])
    return password
