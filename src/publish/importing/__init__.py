"""Word, ODT and HTML files → articles of a manuscript, and a list of what did not carry over."""
