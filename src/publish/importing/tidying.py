"""An assembled article → one without loose ends: levels of headings, links that lead nowhere, notes nobody calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.importing.flow import excerpt
from publish.importing.normal import normal, normal_run
from publish.importing.runs import flattened, nested
from publish.tree import Heading, Inline, NoteCall, Reference
from publish.walk import Rebuild, descend, query, text_of

if TYPE_CHECKING:
    from publish.importing.flow import Remarks
    from publish.tree import Article, Block

    Inlines = tuple[Inline, ...]


def levelled(body: tuple[Block, ...], remarks: Remarks) -> tuple[Block, ...]:
    """Give blocks whose headings go down by one level at a time, from ``##``."""
    above: list[int] = []

    def level(block: Block) -> Block:
        if not isinstance(block, Heading):
            return block
        while above and above[-1] >= block.level:
            above.pop()
        above.append(block.level)
        written = min(len(above) + 1, 6)
        # Below a title that was a heading itself, the first level is the second.
        if len(above) < block.level - (1 not in above):
            what = f"the heading {excerpt(text_of(block.children))} was of level {block.level}"
            message = f"{what}, and would have left out a level: it is {'#' * written} now"
            remarks.say("import-heading", message, block.span.line, "look at its level")
        return replace(block, level=written)

    return Rebuild(block=level).blocks(body)


def without_dead_ends(article: Article, remarks: Remarks) -> Article:
    """Give an article whose references lead to its own ids: a bookmark may stand where nothing came of it."""
    ids = {article.attributes.id, *(node.attributes.id for node in query(article))}

    def leads(node: Inline) -> bool:
        return not (isinstance(node, Reference) and node.target.id and node.target.id not in ids)

    def living(run: Inlines) -> Inlines:
        pieces = tuple(flattened(run))
        if all(leads(piece.leaf) and all(map(leads, piece.holders)) for piece in pieces):
            return run
        message = f"a link in {excerpt(text_of(run))} leads to a place that isn't there any more"
        remarks.say("import-link", message, run[0].span.line, "link to the heading: [words](#heading)")
        return normal_run(nested(
            replace(piece, holders=tuple(filter(leads, piece.holders))) for piece in pieces if leads(piece.leaf)
        ))  # fmt: skip

    return normal(Rebuild(inlines=living).article(article))


def with_called_notes(article: Article, remarks: Remarks) -> Article:
    """Give an article without the notes whose marks stood where nothing came of them."""
    notes = {note.label: note for note in article.notes}
    waiting = [node.label for node in query(replace(article, notes=())) if isinstance(node, NoteCall)]
    called = set[str]()
    while waiting:
        label = waiting.pop()
        if label in notes and label not in called:
            called.add(label)
            waiting += [node.label for node in descend(notes[label].children) if isinstance(node, NoteCall)]
    for label in [label for label in notes if label not in called]:
        note = notes[label]
        message = f"a note is left out, since its mark stood where nothing was kept: {excerpt(text_of(note.children))}"
        remarks.say("import-lost", message, note.span.line, "write it where it belongs")
    return replace(article, notes=tuple(note for note in article.notes if note.label in called))
