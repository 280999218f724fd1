"""Files of BANATIC in, what each intercommunalité exercises out. Nothing here prints.

Two tables in CSV (commas, semicolons or tabs; UTF-8; gzip or not). The pairs: `siren` and `code_2021` or `code_2025`,
whose year names the nomenclature. The labels: a code, and `libelle` or `intitule`.
"""

import csv
import gzip
import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path

from .importers import BATCH_SIZE, silently
from .models import BanaticLabel, BanaticRelease, Exercise, Nomenclature, Territory

# What is read is kept whole in memory, as numbers: BANATIC has some 40,000 pairs.
MOST_LINES = 500_000
LONGEST_LINE = 20_000

CODE_COLUMNS = {f"code_{year}": year for year in Nomenclature.values} | {"competencecode": "", "code": ""}
LABEL_COLUMNS = ["libelle", "intitule"]
NO_LABEL = "(libellé non trouvé)"


class BanaticError(Exception):
    """A file of BANATIC cannot be used; the message names the file, the line and the column."""


# Reading


class Table:
    """A CSV file read line by line; whatever is wrong in it is said with its place."""

    def __init__(self, path):
        self.path = Path(path)
        self.line, self.delimiter, self.columns = 0, ",", []
        self.lines = self.read_lines()
        header = next(self.lines, "")
        self.delimiter = max(",;\t", key=header.count)
        self.columns = [name.strip().lower() for name in self.cells(header)]
        if not any(self.columns):
            raise self.error("le fichier est vide", 1)

    def error(self, message, column=None):
        """Return the error, placed at the column of this rank (from 1) on the current line."""
        place = f"{self.path.name}, ligne {max(self.line, 1)}"
        if column:
            known = column <= len(self.columns) and self.columns[column - 1]
            place += f", colonne {column}" + (f" (« {known} »)" if known else "")
        return BanaticError(f"{place} : {message}.")

    def read_lines(self):
        try:
            with self.open() as file:
                while raw := file.readline(LONGEST_LINE + 1):
                    self.line += 1
                    if len(raw) > LONGEST_LINE or self.line > MOST_LINES:
                        raise self.error(f"plus de {LONGEST_LINE} octets sur une ligne, ou de {MOST_LINES} lignes", 1)
                    yield self.decoded(raw)
        except FileNotFoundError as error:
            raise BanaticError(f"{self.path} est introuvable.") from error
        except (EOFError, zlib.error, OSError) as error:
            self.line += 1
            raise self.error(f"la lecture s’arrête ici, fichier coupé ou abîmé ({error})", 1) from error

    def open(self):
        with self.path.open("rb") as file:
            is_gzip = file.read(2) == b"\x1f\x8b"
        return gzip.open(self.path) if is_gzip else self.path.open("rb")

    def decoded(self, raw):
        try:
            return raw.decode("utf-8-sig" if self.line == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            column = raw[: error.start].count(self.delimiter.encode()) + 1
            raise self.error("ce n’est pas de l’UTF-8 : enregistrez le fichier en UTF-8", column) from error

    def cells(self, text):
        try:
            return next(csv.reader([text], delimiter=self.delimiter, strict=True), [])
        except csv.Error as error:
            raise self.error(f"la ligne n’est pas du CSV ({error})", text.count(self.delimiter) + 1) from error

    def find(self, names):
        """Return the rank, from 1, of the only column that has one of the names."""
        found = [rank for rank, name in enumerate(self.columns, start=1) if name in names]
        if len(found) != 1:
            problem = "est en double" if found else "manque"
            raise self.error(f"la colonne {' ou '.join(names)} {problem}", found[-1] if found else len(self.columns))
        return found[0]

    def rows(self, free_text=None):
        """Yield the cells of each line; separators left in the column of free text, if any, are part of it."""
        for text in self.lines:
            if text.strip():
                cells = self.cells(text)
                if free_text and len(cells) > len(self.columns):
                    end = free_text + len(cells) - len(self.columns)
                    cells[free_text - 1 : end] = [self.delimiter.join(cells[free_text - 1 : end])]
                if len(cells) != len(self.columns):
                    message = f"{len(cells)} colonnes au lieu de {len(self.columns)}"
                    raise self.error(message, min(len(cells), len(self.columns)))
                yield [cell.strip() for cell in cells]

    def checked(self, text, column, pattern, what):
        if not re.fullmatch(pattern, text, re.ASCII):
            raise self.error(f"« {text[:40]} » n’est pas {what}", column)
        return text

    def checked_code(self, text, column):
        return self.checked(text, column, r"\d{4}", "un code de quatre chiffres")


@dataclass
class Pairs:
    """Every pair as one number, SIREN then code: 2000001723505."""

    nomenclature: str
    numbers: set


def read_pairs(path, nomenclature=""):
    """Return the pairs of the file, each once; the header names the nomenclature unless the caller does."""
    table = Table(path)
    siren_column, code_column = table.find(["siren"]), table.find(list(CODE_COLUMNS))
    named = CODE_COLUMNS[table.columns[code_column - 1]]
    if named and nomenclature and named != nomenclature:
        raise table.error(f"la nomenclature demandée est celle de {nomenclature}, non de {named}", code_column)
    numbers = set()
    for cells in table.rows():
        siren = table.checked(cells[siren_column - 1], siren_column, r"\d{9}", "un SIREN de neuf chiffres")
        pair = int(siren + table.checked_code(cells[code_column - 1], code_column))
        if pair in numbers:
            raise table.error(f"le couple {siren}, {cells[code_column - 1]} est en double", siren_column)
        numbers.add(pair)
    if not numbers:
        raise table.error("le fichier n’a aucun couple", siren_column)
    return Pairs(named or nomenclature or Nomenclature.OF_2021, numbers)


def read_labels(path):
    """Return {code: label}; a code whose label is said not to be found has none."""
    table = Table(path)
    code_column, label_column = table.find(list(CODE_COLUMNS)), table.find(LABEL_COLUMNS)
    labels = {}
    for cells in table.rows(free_text=label_column):
        code, label = table.checked_code(cells[code_column - 1], code_column), cells[label_column - 1]
        if code in labels:
            raise table.error(f"le code {code} est en double", code_column)
        labels[code] = label
    return {code: label for code, label in labels.items() if label not in {"", NO_LABEL}}


# Importing


@dataclass
class Report:
    """What the import did, or would do; `unknown` counts pairs by SIREN, `silent` names who has no data."""

    release: BanaticRelease
    added: int = 0
    removed: int = 0
    unchanged: int = 0
    labels: int = 0
    release_changes: bool = False
    unknown: Counter = field(default_factory=Counter)
    silent: list = field(default_factory=list)


def import_banatic(pairs, labels=None, vintage="", progress=silently, *, write=True):
    """Make what is stored equal to the pairs and the labels; return a Report. Unless `write`, only look."""
    groups = Territory.objects.filter(kind=Territory.Kind.INTERCOMMUNALITY)
    known = {int(code): (pk, name) for code, pk, name in groups.values_list("code", "pk", "name")}
    release = BanaticRelease(pk=BanaticRelease.ONLY, nomenclature=pairs.nomenclature, vintage=vintage)
    unknown = Counter(siren for number in pairs.numbers if (siren := number // 10_000) not in known)
    if len(unknown) and sum(unknown.values()) == len(pairs.numbers):
        raise BanaticError("Aucun SIREN du fichier n’est connu : chargez d’abord import_territories.")
    wanted = {number for number in pairs.numbers if number // 10_000 in known}
    stored = {
        int(siren + code): pk
        for pk, siren, code in Exercise.objects.order_by().values_list("pk", "territory__code", "code").iterator()
    }
    missing, gone = wanted - stored.keys(), stored.keys() - wanted
    spoken = {number // 10_000 for number in wanted}
    report = Report(
        release,
        added=len(missing),
        removed=len(gone),
        unchanged=len(wanted) - len(missing),
        unknown=unknown,
        silent=sorted(name for siren, (_, name) in known.items() if siren not in spoken),
    )
    report.labels = save_labels(pairs.nomenclature, labels or {}, write)
    kept = BanaticRelease.objects.filter(nomenclature=release.nomenclature, vintage=release.vintage)
    report.release_changes = not kept.exists()
    if write:
        if report.release_changes:
            release.save()
        save_exercises(missing, [stored[number] for number in gone], known, progress)
    return report


def save_exercises(missing, gone, known, progress):
    for batch in batched(gone, BATCH_SIZE, strict=False):
        Exercise.objects.filter(pk__in=batch).delete()
    for batch in progress([*batched(sorted(missing), BATCH_SIZE, strict=False)], "compétences exercées"):
        Exercise.objects.bulk_create(
            Exercise(territory_id=known[number // 10_000][0], code=f"{number % 10_000:04}") for number in batch
        )


def save_labels(nomenclature, labels, write):
    """Create or refresh the labels that differ; return how many."""
    stored = dict(BanaticLabel.objects.filter(nomenclature=nomenclature).values_list("code", "label"))
    changed = [
        BanaticLabel(nomenclature=nomenclature, code=code, label=label)
        for code, label in labels.items()
        if stored.get(code) != label
    ]
    if write:
        BanaticLabel.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["nomenclature", "code"], update_fields=["label"]
        )
    return len(changed)
