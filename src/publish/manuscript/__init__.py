"""From files to the document tree."""
