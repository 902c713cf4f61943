"""A manuscript while it is written: its pages and its EPUB in a browser, made anew at each save."""
