"""The rules of what a manuscript's files may be and hold, so that nothing they do can harm."""

from __future__ import annotations

from publish.diagnostics import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

INPUTS = (
    Rule("file-name", ERROR, "A file's name can be kept on every system and in a container.", "images/what?.png",
         "Rename the file: letters, digits, spaces, full stops and hyphens are good everywhere.", "OCF 3.3, 4.2.3"),
    Rule("svg-limit", ERROR, "Drawings can be drawn in seconds.", "a pattern of a million tiles, a mask of itself",
         "Simplify the drawing, or save it as PNG."),
    Rule("svg-changed", WARNING, "Drawings hold what every output can draw.", '<rect filter="url(#blur)"/>',
         "Draw it by shapes, gradients, patterns and masks, or save the drawing as PNG."),
    Rule("image-not-drawn", ERROR, "Every picture is drawn on its page.", "a layout that asks for a file there isn't",
         "Save the picture again, best as PNG; where a layout asks for it, mend the path there."),
)  # fmt: skip
