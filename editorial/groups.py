"""Who may do what in the back office."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.snippets.models import get_snippet_models

EDITORS = "Rédaction"
RIGHTS = ("view", "add", "change", "publish", "lock", "unlock")


def ensure_editor_group():
    """Return the group of the editors, created if need be, with every right on every kind of sheet but deletion."""
    group, _ = Group.objects.get_or_create(name=EDITORS)
    kinds = ContentType.objects.get_for_models(*get_snippet_models()).items()
    codenames = [f"{right}_{model._meta.model_name}" for model, _ in kinds for right in RIGHTS]
    on_sheets = Permission.objects.filter(content_type__in=[kind for _, kind in kinds], codename__in=codenames)
    access = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.set(on_sheets | access)
    return group
