"""The web: Edition → pages to read, and the site around them: index, feeds, catalogues, data for search engines."""
