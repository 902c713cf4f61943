"""From one manuscript to an EPUB and an accessible PDF: loader, tree, passes, edition, backends."""

__version__ = "0.1.0"
