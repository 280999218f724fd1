"""Counting what the rooms above publish, as a column of the rows of this one."""

from django.db.models import Count, Subquery, Value
from django.db.models.functions import Coalesce


def counted(rows, what):
    """Return, as a column, the number of different `what` among the rows (filtered on an OuterRef); 0 when none."""
    alone = rows.order_by().annotate(all=Value(1)).values("all")
    return Coalesce(Subquery(alone.annotate(count=Count(what, distinct=True)).values("count")), 0)
