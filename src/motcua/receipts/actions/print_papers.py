"""An officer prints papers: the first print of each is the original, every further one a copy that says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from motcua.dossiers import queries as dossiers
from motcua.dossiers.actions.viewing import record_views
from motcua.dossiers.rules.refusals import NotFound
from motcua.organisation.rules.authority import Authority

from ..models import Printing, Receipt
from ..rules.copies import copy_mark


def print_papers(papers: Sequence[Receipt], *, by: Authority, at: datetime) -> dict[UUID, str]:
    """Record one print of each paper and give the mark it bears, empty on an original, by the paper's id.

    Raises NotFound where one of their dossiers is not this person's to read. Seven statements, however many papers.
    """
    with transaction.atomic():
        seen = list(dossiers.visible_to(by).filter(pk__in={paper.dossier_id for paper in papers}).order_by("pk"))
        allowed = {one.pk for one in seen if not dossiers.only_administers(by, one)}
        if allowed != {paper.dossier_id for paper in papers}:
            raise NotFound("Có hồ sơ không thuộc phạm vi của bạn.")
        ids = sorted({paper.pk for paper in papers})
        # Whoever prints the same papers at this moment waits, so that no ordinal is given twice.
        list(Receipt.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
        counted = Printing.objects.filter(paper_id__in=ids).order_by().values_list("paper_id")
        last = dict(counted.annotate(last=Max("ordinal")).values_list("paper_id", "last"))
        prints = [
            Printing(
                unit_id=paper.unit_id,
                paper_id=paper.pk,
                ordinal=last.get(paper.pk, 0) + 1,
                at=at,
                account_id=by.signed_in_id,
                name=by.name,
            )
            for paper in {paper.pk: paper for paper in papers}.values()
        ]
        Printing.objects.bulk_create(prints)
        what = f"paper:{papers[0].kind}" if len({paper.kind for paper in papers}) == 1 else "papers"
        record_views(by, [(one.pk, one.unit_id) for one in seen if one.submitter_id != by.account_id], what=what, at=at)
    local = localtime(at)
    return {one.paper_id: copy_mark(one.ordinal, local, one.name) for one in prints if one.paper_id is not None}
