"""What a drawing may hold: elements, attributes and CSS properties, each with the kind of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from publish.svg import values

if TYPE_CHECKING:
    from publish.svg.values import Kind

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
XML: Final = "http://www.w3.org/XML/1998/namespace"

SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
TEXTS: Final = frozenset({"text", "tspan", "textPath", "a"})
ELEMENTS: Final = SHAPES | TEXTS | {
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "linearGradient", "radialGradient", "stop"),
    *("pattern", "clipPath", "mask", "marker"),
}  # fmt: skip
NO_LOSS: Final = frozenset({"metadata", "view", "cursor", "color-profile", "font-face", "image", "set"})
"""Elements of SVG that go without a word: nothing is drawn of them (an image that refers to something is an error)."""

REFERRING: Final = frozenset({"use", "textPath", "linearGradient", "radialGradient", "pattern"})
"""Elements whose `href` is kept."""

NOTHING: Final = frozenset({"", "auto", "none", "normal"})
"""Values that may be left out without a word wherever they can't stand."""

_REFERENCES: Final = ("clip-path", "mask", "marker", "marker-start", "marker-mid", "marker-end")

PROPERTIES: Final[dict[str, Kind]] = (
    dict.fromkeys(
        (
            *("alignment-baseline", "clip-rule", "color-interpolation", "direction", "display", "dominant-baseline"),
            *("fill-rule", "font-stretch", "font-style", "font-variant", "image-rendering", "isolation"),
            *("mix-blend-mode", "overflow", "paint-order", "shape-rendering", "stroke-linecap", "stroke-linejoin"),
            *("text-anchor", "text-decoration", "text-rendering", "text-transform", "unicode-bidi", "vector-effect"),
            *("visibility", "writing-mode"),
        ),
        values.words,
    )
    | dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity", "stop-opacity"), values.share)
    | dict.fromkeys(("letter-spacing", "stroke-dashoffset", "stroke-width", "word-spacing"), values.size)
    | dict.fromkeys(("fill", "stroke"), values.paint)
    | dict.fromkeys(("color", "stop-color"), values.colour)
    | dict.fromkeys(_REFERENCES, values.reference)
    | {
        "baseline-shift": values.either(values.size, values.words),
        "font-family": values.families,
        "font-size": values.positive,
        "font-weight": values.weight,
        "stroke-miterlimit": values.number,
        "stroke-dasharray": values.dashes,
        "transform": values.transform,
        "transform-origin": values.sizes,
    }
)
"""Properties that stand in attributes, in `style` and in a stylesheet."""

CHANGING: Final = frozenset(
    {"filter", "font", "backdrop-filter", "clip", "background", "background-color", "d", "x", "y", "cx", "cy", "r"}
)
"""Properties that are left out with a warning: they change what is seen, and the page engine can't draw them."""
MOVING: Final = ("animation", "transition", "offset", "motion")
"""How the names of properties begin that move what is drawn: left out with a warning too."""

ATTRIBUTES: Final[dict[str, Kind]] = PROPERTIES | (
    dict.fromkeys(("x", "y", "dx", "dy"), values.sizes)
    | dict.fromkeys(("x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr"), values.size)
    | dict.fromkeys(("width", "height", "refX", "refY", "markerWidth", "markerHeight"), values.size)
    | dict.fromkeys(("offset", "startOffset", "textLength", "pathLength"), values.size)
    | dict.fromkeys(("gradientTransform", "patternTransform"), values.transform)
    | dict.fromkeys(
        (
            *("gradientUnits", "patternUnits", "patternContentUnits", "clipPathUnits", "maskUnits"),
            *("maskContentUnits", "markerUnits", "preserveAspectRatio", "spreadMethod", "lengthAdjust"),
            *("method", "spacing", "side"),
        ),
        values.words,
    )
    | {
        "class": values.names,
        "d": values.path,
        "id": values.name,
        "orient": values.orientation,
        "points": values.points,
        "rotate": values.numbers,
        "viewBox": values.count_of(4),
    }
)
"""Attributes; `style` and `href` are looked at by themselves."""
