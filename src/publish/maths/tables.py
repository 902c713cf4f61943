"""What the commands of LaTeX mean, as data: a table for each kind of command, and the characters that differ."""

from __future__ import annotations

APPLY = "\u2061"  # FUNCTION APPLICATION: what a screen reader speaks as "of"

SPACES = {
    "\\,": "0.167em",
    "\\thinspace": "0.167em",
    "\\:": "0.222em",
    "\\>": "0.222em",
    "\\medspace": "0.222em",
    "\\;": "0.278em",
    "\\thickspace": "0.278em",
    "\\!": "-0.167em",
    "\\negthinspace": "-0.167em",
    "\\ ": "0.25em",
    "~": "0.25em",
    "\\enspace": "0.5em",
    "\\quad": "1em",
    "\\qquad": "2em",
}
STYLES = {
    "\\displaystyle": {"displaystyle": "true", "scriptlevel": "0"},
    "\\textstyle": {"displaystyle": "false", "scriptlevel": "0"},
    "\\scriptstyle": {"displaystyle": "false", "scriptlevel": "1"},
}
FONTS = {
    "\\mathrm": "normal",
    "\\mathnormal": "",
    "\\mathbf": "bold",
    "\\mathit": "italic",
    "\\boldsymbol": "bold italic",
    "\\bm": "bold italic",
    "\\mathbb": "double-struck",
    "\\mathcal": "script",
    "\\mathscr": "script",
    "\\mathfrak": "fraktur",
    "\\mathsf": "sans-serif",
    "\\mathtt": "monospace",
}
TEXTS = {
    **dict.fromkeys(("\\text", "\\textrm", "\\textnormal", "\\textup", "\\mbox"), ""),
    "\\textbf": "bold",
    "\\textit": "italic",
    "\\textsf": "sans-serif",
    "\\texttt": "monospace",
}
FUNCTIONS = {
    f"\\{name}": name
    for name in (
        *("arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom", "ker"),
        *("lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh"),
    )
}
LIMITS = {
    **{f"\\{name}": name for name in ("det", "gcd", "inf", "lim", "max", "min", "Pr", "sup")},
    "\\limsup": "lim\u2009sup",
    "\\liminf": "lim\u2009inf",
    "\\argmax": "arg\u2009max",
    "\\argmin": "arg\u2009min",
}
FRACTIONS = {  # and the style that a command asks for
    **dict.fromkeys(("\\frac", "\\binom"), ""),
    **dict.fromkeys(("\\dfrac", "\\cfrac", "\\dbinom"), "\\displaystyle"),
    **dict.fromkeys(("\\tfrac", "\\tbinom"), "\\textstyle"),
}
# The diacritic over (or under) its base, and whether it grows with it.
ACCENTS = {
    "\\acute": ("´", False),
    "\\grave": ("`", False),
    "\\hat": ("^", False),
    "\\check": ("ˇ", False),
    "\\breve": ("˘", False),
    "\\bar": ("¯", False),
    "\\tilde": ("~", False),
    "\\dot": ("˙", False),
    "\\ddot": ("¨", False),
    "\\mathring": ("˚", False),
    "\\vec": ("→", False),
    "\\widehat": ("^", True),
    "\\widetilde": ("~", True),
    "\\overline": ("‾", True),
    "\\overbrace": ("⏞", True),
    "\\overrightarrow": ("→", True),
    "\\overleftarrow": ("←", True),
    "\\underline": ("_", True),
    "\\underbrace": ("⏟", True),
}
STACKS = {"\\overset": "mover", "\\stackrel": "mover", "\\underset": "munder"}
PHANTOMS: dict[str, tuple[str, ...]] = {
    "\\phantom": (),
    "\\hphantom": ("height", "depth"),
    "\\vphantom": ("width",),
}
SIZES = {"\\big": "1.2em", "\\Big": "1.623em", "\\bigg": "2.047em", "\\Bigg": "2.47em"}
ENVIRONMENTS = {
    **dict.fromkeys(("matrix", "smallmatrix", "array", "aligned", "align", "align*", "split"), ("", "")),
    "gathered": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "cases": ("{", ""),
}
ALIGNED = frozenset({"aligned", "align", "align*", "split"})
FORBIDDEN = {
    **dict.fromkeys(("href", "url"), "a link can't stand in a formula"),
    **dict.fromkeys(
        ("def", "let", "newcommand", "renewcommand", "DeclareMathOperator"), "a formula defines no commands"
    ),
    **dict.fromkeys(("color", "textcolor", "colorbox", "fcolorbox"), "colours belong to the layout"),
    **dict.fromkeys(("tag", "label", "ref", "eqref", "nonumber", "notag"), "formulas have no numbers"),
    **dict.fromkeys(("over", "atop", "above"), "write \\frac{…}{…}"),
    **dict.fromkeys(("rm", "bf", "it", "cal"), "write \\mathrm{…}, \\mathbf{…}, \\mathit{…} or \\mathcal{…}"),
    **dict.fromkeys(("hline", "cancel", "boxed"), "no rule is drawn in or around a formula"),
    **dict.fromkeys(("xrightarrow", "xleftarrow"), "write \\overset{…}{\\longrightarrow}"),
    **dict.fromkeys(("class", "style", "cssId", "data", "input", "include", "verb", "unicode"), ""),
    "choose": "write \\binom{…}{…}",
}
SIGNS = {"\\to": "→", "\\dots": "…", "\\|": "‖", **{f"\\{sign}": sign for sign in "{}%&#_$"}}
DELIMITERS = {"<": "⟨", ">": "⟩", ".": "", **{sign: sign for sign in "()[]|/⟨⟩⌊⌋⌈⌉‖↑↓"}}
DELIMITING = frozenset("()[]{}|/\\⟨⟩⌊⌋⌈⌉‖↑↓∣∥")
SIGNED = frozenset("+−±∓")
PRIMES = {1: "′", 2: "″", 3: "‴", 4: "⁗"}
BIG_OPERATORS = frozenset("∑∏∐⋂⋃⋀⋁⨀⨁⨂⨄⨆")
ORDINARY = frozenset('∀∁∂∃∄∅∆∇∞∠∡∢⊤⊥…%#§¶&@"\\')  # symbols and punctuation that stand like a letter
WRITTEN = {"-": "−", "*": "∗"}
MISPLACED = {
    "\\right": ": it closes no \\left",
    "\\middle": ": it stands between \\left and \\right",
    "\\limits": ": it follows no operator such as \\sum",
    "\\nolimits": ": it follows no operator such as \\sum",
    "\\\\": "; lines are broken in a table, such as \\begin{aligned} … \\end{aligned}",
    "\\cr": "; lines are broken in a table, such as \\begin{aligned} … \\end{aligned}",
}
