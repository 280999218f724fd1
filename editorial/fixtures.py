"""Fixture rows in, checked entries out: nothing is loaded unless every field of every row is right."""

from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import CheckConstraint, UniqueConstraint
from modelcluster.fields import ParentalKey
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin

from editorial.models import ComputedTextField

# The columns of the back office: whether a sheet is live, locked, by which revision.
STATE_FIELDS = {
    column.name for mixin in (DraftStateMixin, LockableMixin, RevisionMixin) for column in mixin._meta.local_fields
}

REQUIRED = "valeur obligatoire"
REQUIRED_BY_NAME = {"source_url": "source manquante : tout fait dit où il a été lu"}


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self):
        return f"{self.file}, {self.entry}, champ « {self.field} » : {self.message}"


class FixtureError(Exception):
    """The rows hold problems: `problems` has them all, in order."""

    def __init__(self, problems):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class Entry:
    """A row once read: its values are clean, its relations are natural keys."""

    file: str
    name: str
    model: type
    values: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)
    children: list = field(default_factory=list)

    @property
    def parent(self):
        return parental_key(self.model)

    @property
    def key(self):
        return comparable(self.model(**self.values).natural_key())

    def value(self, name):
        return self.keys.get(name, self.values.get(name))


def content_columns(model):
    """Return the columns that a fixture owns: neither computed, nor of the back office, nor the key to the parent."""
    others = STATE_FIELDS if issubclass(model, DraftStateMixin) else ()
    return [
        column
        for column in model._meta.concrete_fields
        if not (column.primary_key or column.name in others or isinstance(column, ComputedTextField | ParentalKey))
    ]


def parental_key(model):
    """Return the key to the sheet that the rows of the model are part of, or None: they are sheets themselves."""
    return next((column for column in model._meta.concrete_fields if isinstance(column, ParentalKey)), None)


def comparable(key):
    """Return the natural key in the only form that compares: YAML may read a code as a number."""
    return tuple(str(part) for part in (key if isinstance(key, list | tuple) else [key]))


def unique_sets(model):
    """Return the names of the columns that are unique, alone or together."""
    alone = [(column.name,) for column in content_columns(model) if column.unique]
    return alone + [tuple(rule.fields) for rule in model._meta.constraints if isinstance(rule, UniqueConstraint)]


def check(files):
    """Return the sheets of the files, in order, each with its children; raise FixtureError if anything is wrong.

    `files` are pairs of a name and its rows. A row may name, by natural key, only what comes before it
    or what the database holds.
    """
    checker = Checker()
    for file, rows in files:
        for rank, row in enumerate(rows, start=1):
            checker.check_row(file, f"entrée {rank}", row)
    if checker.problems:
        raise FixtureError(checker.problems)
    return list(checker.sheets.values())


class Checker:
    def __init__(self):
        self.problems = []
        self.sheets = {}
        self.holders = {}
        self.stored = {}

    def check_row(self, file, rank, row):
        try:
            entry, fields = Entry(file, rank, apps.get_model(row["model"])), dict(row["fields"])
        except (LookupError, TypeError, ValueError, AttributeError):
            self.problems.append(Problem(file, rank, "model", "il faut un modèle connu (model) et des champs (fields)"))
            return
        named_by = entry.parent.name if entry.parent else getattr(entry.model, "KEY", "name")
        entry.name += f" ({entry.model._meta.verbose_name} {' '.join(comparable(fields.get(named_by)))})"
        before = len(self.problems)
        self.read(entry, fields)
        if len(self.problems) == before:
            self.check_rules(entry)
        self.place(entry)

    def note(self, entry, name, message):
        self.problems.append(Problem(entry.file, entry.name, name, message))

    def read(self, entry, fields):
        """Fill the entry with the fields of its row, noting what is wrong with each."""
        for column in filter(None, [entry.parent, *content_columns(entry.model)]):
            raw = fields.pop(column.name, None)
            if column.is_relation:
                self.read_relation(entry, column, raw)
            else:
                self.read_value(entry, column, column.get_default() if raw is None else raw)
        for link in entry.model._meta.local_many_to_many:
            self.read_links(entry, link, fields.pop(link.name, None) or [])
        for name in fields:
            self.note(entry, name, "champ inconnu")

    def read_value(self, entry, column, value):
        try:
            entry.values[column.name] = column.clean(value, None)
        except ValidationError as error:
            missing = value in column.empty_values
            reason = REQUIRED_BY_NAME.get(column.name, REQUIRED) if missing else " ".join(error.messages)
            self.note(entry, column.name, reason)

    def read_relation(self, entry, column, raw):
        if raw is not None:
            entry.keys[column.name] = self.known(entry, column, raw)
        elif not column.null:
            self.note(entry, column.name, REQUIRED)

    def read_links(self, entry, link, raws):
        entry.keys[link.name] = [self.known(entry, link, raw) for raw in raws]
        if not raws and not link.blank:
            self.note(entry, link.name, REQUIRED)

    def known(self, entry, relation, raw):
        """Return the natural key, noting a problem unless it names a sheet above or a row of the database.

        A child can only be part of a sheet above.
        """
        model, key = relation.related_model, comparable(raw)
        if (model, key) not in self.sheets and (relation == entry.parent or not self.is_stored(model, key)):
            self.note(entry, relation.name, f"code inconnu ({model._meta.verbose_name}) : {' '.join(key)}")
        return key

    def is_stored(self, model, key):
        if (model, key) not in self.stored:
            try:
                self.stored[model, key] = bool(model._default_manager.get_by_natural_key(*key))
            except (ObjectDoesNotExist, ValueError, TypeError):
                self.stored[model, key] = False
        return self.stored[model, key]

    def check_rules(self, entry):
        """Note the constraints of the database that the entry breaks."""
        for names in unique_sets(entry.model):
            values = tuple(entry.value(name) for name in names)
            holder = self.holders.setdefault((entry.model, names, values), entry)
            if holder is not entry:
                self.note(entry, ", ".join(names), f"déjà pris par {holder.file}, {holder.name}")
        for rule in entry.model._meta.constraints:
            if isinstance(rule, CheckConstraint):
                try:
                    rule.validate(entry.model, entry.model(**entry.values))
                except ValidationError as error:
                    self.note(entry, rule.name, " ".join(error.messages))

    def place(self, entry):
        """Put the sheet after the others, or the child under its sheet."""
        if entry.parent is None:
            self.sheets.setdefault((entry.model, entry.key), entry)
            self.check_stored_owners(entry)
        elif sheet := self.sheets.get((entry.parent.related_model, entry.keys.get(entry.parent.name))):
            sheet.children.append(entry)

    def check_stored_owners(self, entry):
        """Note the unique values that the database already gives to a sheet known by another key."""
        for column in content_columns(entry.model):
            if column.unique and not column.is_relation:
                owner = self.stored_owners(entry.model, column.name).get(entry.values.get(column.name), entry.key)
                if owner != entry.key:
                    self.note(entry, column.name, f"déjà pris, dans la base, par « {' '.join(owner)} »")

    def stored_owners(self, model, name):
        if (model, name) not in self.stored:
            rows = model._default_manager.all()
            self.stored[model, name] = {getattr(row, name): comparable(row.natural_key()) for row in rows}
        return self.stored[model, name]
