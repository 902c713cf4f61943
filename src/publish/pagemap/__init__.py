"""Where each print page begins, to the character: plain data from the laid-out pages, and how it enters the tree.

A page's start is a place in the tree, so an output without pages can mark it. The map proves itself: every fragment of
text on the pages was matched with the text of its node, and a mismatch is an error rather than a wrong page number.
"""

from __future__ import annotations

from publish.pagemap.breaks import with_page_breaks
from publish.pagemap.starts import PageMap, PageStart, carried, header_texts, numbered, texts_of

__all__ = ["PageMap", "PageStart", "carried", "header_texts", "numbered", "texts_of", "with_page_breaks"]
