"""What a lever advises: what to do, with which tools, what to say and to answer."""

from django.db import models
from modelcluster.fields import ParentalKey

from editorial.models import Ordered, Sourced
from levers.models.levers import Lever


class LeverAction(Ordered, Sourced):
    """Something concrete that a collectivité can do."""

    lever = ParentalKey(Lever, related_name="actions", verbose_name="levier")
    text = models.TextField("action")

    class Meta(Ordered.Meta):
        verbose_name = "action concrète"
        verbose_name_plural = "actions concrètes"

    def __str__(self):
        return self.text


class Instrument(Ordered, Sourced):
    """A legal or financial tool, with its reference and the version that was read."""

    lever = ParentalKey(Lever, related_name="instruments", verbose_name="levier")
    name = models.CharField("nom", max_length=120)
    reference = models.CharField("référence", max_length=250)
    explanation = models.TextField("explication")
    version = models.TextField("version lue", blank=True)
    verified_on = models.DateField("vérifié le", null=True, blank=True)
    expired = models.BooleanField("échu", default=False)

    class Meta(Ordered.Meta):
        verbose_name = "instrument"

    def __str__(self):
        return self.name


class Argument(Ordered, Sourced):
    """A sentence to say in council in favour of the lever."""

    lever = ParentalKey(Lever, related_name="arguments", verbose_name="levier")
    text = models.TextField("argument")

    class Meta(Ordered.Meta):
        verbose_name = "argument"

    def __str__(self):
        return self.text


class Objection(Ordered, Sourced):
    """What is usually objected, and what can be answered."""

    lever = ParentalKey(Lever, related_name="objections", verbose_name="levier")
    text = models.TextField("objection")
    answer = models.TextField("réponse")

    class Meta(Ordered.Meta):
        verbose_name = "objection"

    def __str__(self):
        return self.text
