"""Which papers a dossier needs, for its case and its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.procedures.rules.conditions import holds
from motcua.procedures.rules.definition import ANY, Definition, Paper


@dataclass(frozen=True, slots=True)
class PaperNeeded:
    """A paper that applies to a dossier, and in words how it is handed over."""

    paper: Paper
    words: str

    @property
    def uploadable(self) -> bool:
        """Say whether it is handed in, so that a scan may be attached; a paper only shown is never asked for online."""
        return self.paper.handling == "submit"


def papers_for(
    definition: Definition, case: str, answers: Mapping[str, Any], *, channel: str = "online"
) -> list[PaperNeeded]:
    """List the papers that apply, in the order they are published."""
    given = {**answers, "@case": case, "@channel": channel}
    return [
        PaperNeeded(paper, handling_words(paper))
        for paper in definition.papers
        if (ANY in paper.cases or case in paper.cases) and holds(paper.when, given)
    ]


def missing_papers(needed: list[PaperNeeded], attached: Mapping[str, int]) -> list[PaperNeeded]:
    """List the required papers to hand in of which nothing is attached; ``attached`` counts files by paper key."""
    return [one for one in needed if one.uploadable and one.paper.required and not attached.get(one.paper.key)]


def handling_words(paper: Paper) -> str:
    """Say in words how a paper is handed over: «nộp 1 bản chính, 2 bản sao» or «xuất trình bản chính»."""
    if paper.handling == "present":
        return "xuất trình bản chính" if paper.originals else "xuất trình bản sao"
    counts = [
        f"{paper.originals} bản chính" if paper.originals else "",
        f"{paper.copies} bản sao" if paper.copies else "",
    ]
    return f"nộp {', '.join(one for one in counts if one)}".strip()
