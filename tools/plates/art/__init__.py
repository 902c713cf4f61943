"""The sample issue's pictures: a palette, a kit of shapes and people, and one module a picture."""
