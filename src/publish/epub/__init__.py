"""The EPUB backend: from the resolved edition to the bytes of an EPUB 3.3."""
