"""Checked entries in, published sheets out, with what became of each. Nothing here opens a file or prints."""

from collections import Counter
from dataclasses import dataclass
from itertools import chain, groupby

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

from editorial.fixtures import comparable, content_columns
from editorial.models import EditorialModel

CREATED, UPDATED, UNCHANGED, KEPT = "created", "updated", "unchanged", "kept"


@dataclass
class Sheet:
    """A row, its children (a list for each relation) and what it links to (by primary key, for each relation)."""

    row: object
    children: dict
    links: dict

    def content(self):
        """Return what the fixtures own, in a form that compares."""
        children = {name: [columns(child) for child in rows] for name, rows in self.children.items()}
        return columns(self.row), children, {name: set(rows) for name, rows in self.links.items()}


def columns(row):
    return tuple((column.attname, getattr(row, column.attname)) for column in content_columns(type(row)))


def load(entries):
    """Make the sheets equal to the entries; yield each file, model and counts of outcomes as soon as it is done.

    What a person edited, unpublished or is working on is kept as it is. To be called in a transaction.
    """
    find = Finder()
    for (file, model), group in groupby(entries, key=lambda entry: (entry.file, entry.model)):
        stored, touched = stored_sheets(model), touched_by_people(model)
        outcomes = Counter(write(wanted_sheet(entry, find), stored.get(entry.key), touched) for entry in group)
        yield file, model, outcomes


def write(wanted, stored, touched):
    """Write the sheet if it has to be; return what became of it."""
    if stored is None:
        save(wanted)
        return CREATED
    if str(stored.row.pk) in touched:
        return KEPT
    if wanted.content() == stored.content() and getattr(stored.row, "live_revision_id", True):
        return UNCHANGED
    save(updated(stored, wanted))
    return UPDATED


class Finder(dict):
    """The rows that natural keys name, each looked for once."""

    def __missing__(self, model_and_key):
        model, key = model_and_key
        self[model_and_key] = model._default_manager.get_by_natural_key(*key)
        return self[model_and_key]


def wanted_sheet(entry, find):
    """Return the sheet that the entry describes, not saved."""
    children = {relation.get_accessor_name(): [] for relation in get_all_child_relations(entry.model)}
    for child in entry.children:
        children[child.parent.remote_field.get_accessor_name()].append(row_from(child, find))
    links = {}
    for link in get_all_child_m2m_relations(entry.model):
        rows = [find[link.related_model, key] for key in entry.keys[link.name]]
        links[link.name] = {row.pk: row for row in rows}
    return Sheet(row_from(entry, find), children, links)


def row_from(entry, find):
    relations = [column for column in content_columns(entry.model) if column.name in entry.keys]
    found = {relation.name: find[relation.related_model, entry.keys[relation.name]] for relation in relations}
    return entry.model(**entry.values, **found)


def stored_sheets(model):
    """Return the sheets of the database by natural key, in a number of queries that does not grow with them."""
    child_relations, link_fields = get_all_child_relations(model), get_all_child_m2m_relations(model)
    sheets = {
        row.pk: Sheet(
            row,
            {relation.get_accessor_name(): [] for relation in child_relations},
            {link.name: {} for link in link_fields},
        )
        for row in model._default_manager.all()
    }
    for relation in child_relations:
        order = relation.related_model._meta.ordering or ["pk"]
        for child in relation.related_model._default_manager.order_by(*order):
            sheets[getattr(child, relation.field.attname)].children[relation.get_accessor_name()].append(child)
    for link in link_fields:
        ends = link.m2m_field_name(), link.m2m_reverse_field_name()
        for pk, target in link.remote_field.through._default_manager.values_list(*ends):
            sheets[pk].links[link.name][target] = None
    return {comparable(sheet.row.natural_key()): sheet for sheet in sheets.values()}


def touched_by_people(model):
    """Return the primary keys, as texts, of the rows that a person wrote, edited, unpublished or is working on."""
    content_type = ContentType.objects.get_for_model(model)
    # When an account is deleted, its revisions forget it; the log does not.
    logged = ModelLogEntry.objects.filter(content_type=content_type, user__isnull=False)
    touched = [logged.values_list("object_id", flat=True)]
    if issubclass(model, EditorialModel):
        revised = Revision.objects.filter(base_content_type=content_type, user__isnull=False)
        at_work = model.objects.filter(Q(live=False) | Q(has_unpublished_changes=True))
        touched += [revised.values_list("object_id", flat=True), at_work.values_list("pk", flat=True)]
    return {str(pk) for pk in chain(*touched)}


def updated(stored, wanted):
    """Return the stored sheet with the content of the wanted one; the children that stay the same are not replaced."""
    for name, value in columns(wanted.row):
        setattr(stored.row, name, value)
    for name, rows in wanted.children.items():
        known = {columns(child): child.pk for child in stored.children[name]}
        for child in rows:
            child.pk = known.pop(columns(child), None)
    return Sheet(stored.row, wanted.children, wanted.links)


def save(sheet):
    """Save the sheet whole and, if editors write such sheets, publish it."""
    # Wagtail would follow the references of the sheet at every save of it or of a child: once is enough.
    with disable_reference_index_auto_update():
        hold_relations(sheet)
        sheet.row.save()
        # Saved, they are let go of: held again, they are not read back for the revision and the references.
        hold_relations(sheet)
        if isinstance(sheet.row, EditorialModel):
            publish(sheet.row)
    if ReferenceIndex.model_is_indexable(type(sheet.row)):
        ReferenceIndex.create_or_update_for_object(sheet.row)


def hold_relations(sheet):
    """Put the children and the links in the row, to be saved with it."""
    for name, rows in sheet.children.items():
        setattr(sheet.row, name, rows)
    for name, rows in sheet.links.items():
        setattr(sheet.row, name, rows.values())


def publish(row):
    """Do what publishing does, without rebuilding the row from the revision that was just made of it."""
    row.last_published_at = timezone.now()
    row.first_published_at = row.first_published_at or row.last_published_at
    row.live_revision = row.save_revision(clean=False, log_action="wagtail.publish")
    row.has_unpublished_changes = False
    row.save(update_fields=["first_published_at", "last_published_at", "live_revision", "has_unpublished_changes"])
