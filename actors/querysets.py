"""What the pages ask of the actors and the initiatives."""

from django.db.models import FETCH_RAISE, Case, Count, Exists, OuterRef, Prefetch, Q, Value, When

from editorial.models import EditorialQuerySet
from levers.models import Lever
from territories.models import Territory, exercising


def shared(relation, rows):
    """Count the related rows that are among the given ones."""
    return Count(relation, filter=Q(**{f"{relation}__in": [row.pk for row in rows]}), distinct=True)


def related(model, name):
    """Return the model at the other end of a relation: a queryset cannot import the models that use it."""
    return model._meta.get_field(name).related_model


class ActorQuerySet(EditorialQuerySet):
    def inside(self, *territories):
        """Keep the actors located in one of the territories, or in one they contain."""
        return self.filter(territory__in=Territory.objects.inside(*territories).values("pk"))

    def for_notices(self):
        """Load what a notice shows but its place, and forbid anything else."""
        shown = self.only("slug", "name", "kind", "legal_form", "legal_form_detail", "description", "territory")
        return shown.fetch_mode(FETCH_RAISE)

    def for_cards(self):
        """Load what a notice shows, and forbid anything else."""
        return self.for_notices().prefetch_related("territory__contained_in")

    def for_sheet(self):
        """Load what the page shows of the actor itself."""
        return self.select_related("territory").prefetch_related("territory__contained_in", "sectors", "tags")

    def networks_of(self, *regions):
        """Keep the têtes de réseau of whole regions, their CRESS first, as notices show them without their place."""
        is_cress = Case(When(name__startswith="CRESS", then=Value(0)), default=Value(1))
        networks = self.filter(kind=self.model.Kind.NETWORK, territory__in=[region.pk for region in regions])
        return networks.order_by(is_cress, *self.model._meta.ordering).for_notices()

    def close_to(self, actor):
        """Keep the actors of the same region that share a sector, those of the same département first."""
        department = Territory.objects.inside(*actor.departments).values("pk")
        return (
            self.exclude(pk=actor.pk)
            .inside(*actor.regions)
            .annotate(
                shared_sectors=shared("sectors", actor.published_sectors),
                in_department=Case(When(territory__in=department, then=Value(1)), default=Value(0)),
            )
            .filter(shared_sectors__gt=0)
            .order_by("-in_department", "-shared_sectors", *self.model._meta.ordering)
        )


class InitiativeQuerySet(EditorialQuerySet):
    def inside(self, *territories):
        """Keep the initiatives of one of the territories, or of one they contain, each once."""
        return self.filter(pk__in=self.places(territories).values("initiative"))

    def places(self, territories):
        """Return the links between an initiative and one of the territories, or one they contain."""
        inside = Territory.objects.inside(*territories).values("pk")
        return self.model.territories.through.objects.filter(territory__in=inside)

    def where_exercised(self, *codes):
        """Keep the initiatives of an intercommunalité that exercises one of the competences, or inside it."""
        groups = exercising(*codes).order_by().values("pk")
        here = Q(territory__in=groups) | Q(territory__contained_in__in=groups)
        return self.filter(pk__in=self.model.territories.through.objects.filter(here).values("initiative"))

    def of_actor(self, actor):
        """Keep the initiatives where the actor is a partner, each once."""
        return self.filter(pk__in=actor.partnerships.values("initiative"))

    def networks(self):
        """Return the published têtes de réseau that are partners of the initiatives, the most present first."""
        actor = related(related(self.model, "partners"), "actor")
        networks = actor.objects.published().filter(kind=actor.Kind.NETWORK, partnerships__initiative__in=self)
        presence = Count("partnerships__initiative", distinct=True)
        return networks.annotate(presence=presence).order_by("-presence", *actor._meta.ordering)

    def for_notices(self):
        """Load what a notice shows but its region, and forbid anything else."""
        levers = Prefetch("levers", Lever.objects.published().for_petals())
        shown = self.only("slug", "title", "authority", "year", "summary", "figures", "main_lever")
        return shown.prefetch_related(levers).fetch_mode(FETCH_RAISE)

    def for_cards(self):
        """Load what a notice shows, and forbid anything else."""
        regions = Prefetch("territories__contained_in", Territory.objects.regions())
        return self.for_notices().prefetch_related(regions)

    def for_sheet(self):
        """Load what the page shows of the initiative itself."""
        partners = Prefetch("partners", related(self.model, "partners").objects.select_related("actor"))
        return self.prefetch_related("levers", "fields", "competences", "tags", "territories__contained_in", partners)

    def close_to(self, initiative):
        """Keep the initiatives that share a lever, and a competence or the region; the most alike first."""
        return (
            self.exclude(pk=initiative.pk)
            .annotate(
                shared_levers=shared("levers", initiative.published_levers),
                shared_competences=shared("competences", initiative.published_competences),
                in_region=Exists(self.places(initiative.regions).filter(initiative=OuterRef("pk"))),
            )
            .filter(Q(shared_competences__gt=0) | Q(in_region=True), shared_levers__gt=0)
            .order_by("-shared_competences", "-in_region", "-shared_levers", *self.model._meta.ordering)
        )
