"""Formulas: what can be set and what is said of the rest, the MathML, and the drawing on its baseline."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from importlib.metadata import version

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.maths import MATHML, CannotSetError, drawing, mathml, problem
from publish.maths.commands import READERS
from publish.maths.draw import SVG
from publish.maths.symbols import symbols
from publish.maths.tables import ENVIRONMENTS, SPACES, STYLES

CORE = {
    *("math", "mrow", "mstyle", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mpadded", "mphantom"),
    *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
}
ATTRIBUTES = {
    *(
        "display",
        "alttext",
        "class",
        "columnalign",
        "displaystyle",
        "scriptlevel",
        "mathvariant",
        "accent",
        "accentunder",
    ),
    *("form", "fence", "lspace", "rspace", "stretchy", "minsize", "maxsize", "movablelimits", "linethickness"),
    *("width", "height", "depth"),
}
GOOD = [
    r"x^2",
    r"\frac{a+b}{c}\dfrac12\tfrac{x}y\cfrac{1}{1+x}",
    r"\sqrt{2}\sqrt[3]{x}",
    r"\sum_{i=1}^n i=\frac{n(n+1)}{2}",
    r"\int_0^\infty e^{-x^2}\,\mathrm{d}x\int\limits_a^b\sum\nolimits_i",
    r"\begin{pmatrix}a&b\\c&\end{pmatrix}^T\begin{bmatrix}1\end{bmatrix}\begin{vmatrix}a\\b\end{vmatrix}",
    r"\begin{smallmatrix}a&b\\c&d\end{smallmatrix}\begin{array}{lr}a&b\end{array}\begin{gathered}a\\b\end{gathered}",
    r"|x|=\begin{cases}x&\text{if } x\ge0\\-x&\text{otherwise}\end{cases}",
    r"\begin{aligned}a&=b\\[2pt]c&=-d\\\end{aligned}",
    r"\alpha\beta\Gamma\varepsilon\le\infty\nabla\partial",
    r"\operatorname{lcm}(a,b)\operatorname*{arg\,max}_x f\sin^2 x\lim_{x\to0}\max_i",
    r"\hat x\bar{y}\vec v\tilde x\dot x\widehat{ab}\overline{ab}\underline{x}\underbrace{a+b}_{n}\overbrace{c}^2",
    r"\left(\frac12\middle|x\right.\left\{\right\}\left<a\right>\bigl(\Bigg|x\Bigg|\bigr)",
    r"f'(x)''+x'^2+g^{(4)}",
    "é+α+≤−ж",
    r"\mathbf{ab}\mathbb{R}\mathcal{L}\mathrm{kg}\boldsymbol{\alpha}\mathfrak{C}\mathsf s\mathtt{t}\mathit{h}",
    r"\binom nk\tbinom{n}{k}a\equiv b\pmod{n}\bmod",
    r"\not= \not\in\overset{!}{=}\underset{x}{y}\stackrel ab\sum_{\substack{i<n\\j<m}}",
    r"\phantom{x}\hphantom{x}\vphantom{x}y\quad\,\;\:\!\ ~\hspace{1em}",
    r"\text{50\% of } x\&\%\#\$\{\}\_",
    r"{\displaystyle\sum_i}\textstyle\sum_i",
    r"{}_a^b X x_{a_b}{}^2",
    r"1{,}000.5 .5 2in",
]
BAD = {
    "": "empty",
    " \n": "empty",
    r"\,": "nothing to show",
    r"\phantom{x}": "nothing to show",
    "{x": "a { is never closed",
    "x}": "} closes nothing",
    r"\left(x": r"\left is never closed",
    r"x\right)": r"\right can't stand here: it closes no \left",
    r"\left x": r"\left needs a bracket",
    r"\begin{matrix}a": r"\begin{matrix} is never closed",
    r"\end{matrix}": r"\end{matrix} closes nothing",
    r"\begin{matrix}a\end{cases}": r"\end{cases} closes nothing",
    r"\begin{foo}a\end{foo}": "the environment foo isn't known",
    r"\begin{alignd}a\end{alignd}": "did you mean align",
    r"\begin{matrix}\end{matrix}": "is empty",
    r"\begin{array}{l|r}a\end{array}": "l, c and r",
    r"\foo": r"\foo isn't known",
    r"\alpa": r"did you mean \alpha?",
    "x^": "^ lacks",
    "x^2^3": "two ^",
    r"\frac{a}": r"\frac lacks",
    r"\sqrt[3": "[ is never closed",
    r"\limits_2": "no operator",
    r"x\limits_2": "no operator",
    r"a\\b": r"\begin{aligned}",
    "a & b": r"write \&",
    "50%": r"write \%",
    "a#1": r"write \#",
    "$x$": r"write \$",
    r"\text{a<b}": r"\text{…} holds plain words only, not <",
    r"\text{<script>alert(1)</script>}": "plain words",
    r"\text{\href{x}{y}}": "plain words",
    r"\text{$x$}": "plain words",
    r"\text{a": "never closed",
    r"\text x": "in braces",
    "\\text{a\u0007}": "U+0007",
    r"\href{javascript:alert(1)}{x}": "a link",
    r"\url{x}": "a link",
    r"\html{x}{y}": "can't be used",
    r"\htmlClass{x}{y}": "can't be used",
    r"\class{a}{x}": "can't be used",
    r"\style{color:red}{x}": "can't be used",
    r"\unicode{x3c}": "can't be used",
    r"\input{/etc/passwd}": "can't be used",
    r"\def\x{y}": "defines no commands",
    r"\newcommand{\x}{y}": "defines no commands",
    r"\color{red}x": "colours belong to the layout",
    r"\tag{1}": "no numbers",
    r"\operatorname{<b>}": "letters",
    r"\hspace{calc(1px)}": "length",
    r"\not\foo": "strike",
    "中": "CJK UNIFIED IDEOGRAPH-4E2D",
    "x\u0000": "U+0000",
    "\ud800": "U+D800",
    "\u0301": "COMBINING ACUTE ACCENT",
    "x" * 10_001: "10,001 characters",
    "x" * 9_999: "1,500",
    r"\text{" + "word " * 1_900 + "}": "1,500",
    "{" * 70 + "x" + "}" * 70: "32 deep",
    r"\hat" * 2_000 + " x": "32 deep",
    r"\left(" * 500 + r"\right)" * 500: "32 deep",
    "{" * 5_000: "32 deep",
}


@pytest.mark.parametrize("tex", GOOD)
@pytest.mark.parametrize("display", [True, False])
def test_what_has_no_problem_can_be_set(tex: str, display: bool) -> None:
    assert problem(tex) is None
    math = ET.fromstring(mathml(tex, display=display))
    assert math.tag == f"{{{MATHML}}}math"
    assert {element.tag.split("}")[1] for element in math.iter()} <= CORE
    assert {name for element in math.iter() for name in element.attrib} <= ATTRIBUTES
    drawn = drawing(tex, display=display)
    assert 0 < drawn.width < 60
    assert 0 < drawn.height < 15
    svg = ET.fromstring(drawn.svg)
    assert {element.tag.split("}")[1] for element in svg.iter()} <= {"svg", "path", "rect"}
    assert {name for element in svg for name in element.attrib} <= {"d", "x", "y", "width", "height"}
    assert set(svg.attrib) == {"viewBox", "fill"}
    assert svg.get("fill") == "currentColor"


@pytest.mark.parametrize(("tex", "says"), BAD.items())
def test_a_problem_is_said_in_a_sentence(tex: str, says: str) -> None:
    sentence = problem(tex)
    assert sentence is not None
    assert says in sentence
    assert "\n" not in sentence
    with pytest.raises(CannotSetError, match=re.escape(says)):
        mathml(tex, display=False), drawing(tex, display=False)


def children(tex: str, *, display: bool = True) -> str:
    """Give the MathML of a formula without its ``math`` element, and without the form of brackets."""
    inside = re.sub(r"^<math[^>]*>|</math>$", "", mathml(tex, display=display))
    return inside.replace(' form="prefix" fence="true" stretchy="true"', "").replace(
        ' form="postfix" fence="true" stretchy="true"', ""
    )


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        # what latex2mathml sets wrongly or not at all
        ("2in", "<mn>2</mn><mi>i</mi><mi>n</mi>"),
        (r"\mathrm{d}", '<mi mathvariant="normal">d</mi>'),
        (r"\mathrm{kg}", "<mi>kg</mi>"),
        (r"\text{a  b}", "<mtext>a\u00a0b</mtext>"),
        (r"\text{5 mm }", "<mtext>5\u00a0mm\u00a0</mtext>"),
        (r"\text{don't}", "<mtext>don’t</mtext>"),
        (r"x^10", "<msup><mi>x</mi><mn>1</mn></msup><mn>0</mn>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"1{,}000.5", "<mn>1,000.5</mn>"),
        ("≤−-*", '<mo>≤</mo><mo form="prefix">−</mo><mo form="prefix">−</mo><mo>∗</mo>'),
        (
            r"\binom nk^2",
            (
                '<msup><mrow><mo>(</mo><mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac><mo>)</mo></mrow>'
                "<mn>2</mn></msup>"
            ),
        ),
        (
            r"\begin{pmatrix}a\end{pmatrix}^T",
            (
                '<msup><mrow><mo>(</mo><mtable class="pmatrix"><mtr><mtd><mi>a</mi></mtd></mtr></mtable>'
                "<mo>)</mo></mrow><mi>T</mi></msup>"
            ),
        ),
        (r"\begin{matrix}{c}&\end{matrix}", '<mtable class="matrix"><mtr><mtd><mi>c</mi></mtd><mtd /></mtr></mtable>'),
        (
            r"\begin{matrix}a\\[2pt]b\end{matrix}",
            '<mtable class="matrix"><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>',
        ),
        (
            r"\left(\sum_i\right)",
            '<mrow><mo>(</mo><munder><mo movablelimits="false">∑</mo><mi>i</mi></munder><mo>)</mo></mrow>',
        ),
        (r"\lim_x", "<munder><mi>lim</mi><mi>x</mi></munder>"),
        # as TeX does
        (r"\frac{\sum_i}{2}", "<mfrac><msub><mo>∑</mo><mi>i</mi></msub><mn>2</mn></mfrac>"),
        (r"\sin x", '<mi>sin</mi><mo>\u2061</mo><mspace width="0.167em" /><mi>x</mi>'),
        (r"\sin(x", '<mi>sin</mi><mo>\u2061</mo><mo form="prefix" stretchy="false">(</mo><mi>x</mi>'),
        (
            r"2\ln x",
            '<mn>2</mn><mspace width="0.167em" /><mi>ln</mi><mo>\u2061</mo><mspace width="0.167em" /><mi>x</mi>',
        ),
        (r"x=-1", '<mi>x</mi><mo>=</mo><mo form="prefix">−</mo><mn>1</mn>'),
        ("f''", "<msup><mi>f</mi><mo>″</mo></msup>"),
        (
            r"\hat x\widehat x",
            (
                '<mover accent="true"><mi>x</mi><mo stretchy="false">^</mo></mover>'
                '<mover accent="true"><mi>x</mi><mo stretchy="true">^</mo></mover>'
            ),
        ),
        (
            r"\mathbb{R}\mathcal{L}\mathbf{a1}\boldsymbol\alpha\mathfrak{C}\mathit{h}",
            "<mi>ℝ</mi><mi>ℒ</mi><mrow><mi>𝐚</mi><mn>𝟏</mn></mrow><mi>𝜶</mi><mi>ℭ</mi><mi>ℎ</mi>",
        ),
        (r"\Gamma\gamma", '<mi mathvariant="normal">Γ</mi><mi>γ</mi>'),
        (r"\not\in", "<mo>∉</mo>"),
        ("{=}", '<mo lspace="0em" rspace="0em">=</mo>'),
    ],
)
def test_the_tree_is_what_tex_means(tex: str, expected: str) -> None:
    assert children(tex) == expected


def test_limits_go_under_in_a_block_and_beside_in_a_line() -> None:
    assert children(r"\sum_i").startswith("<munder>")
    assert children(r"\sum_i", display=False).startswith("<msub>")
    assert children(r"\sum\nolimits_i").startswith("<msub>")
    assert children(r"\sum\limits_i", display=False).startswith('<munder><mo movablelimits="false">')
    assert children(r"\int_a").startswith("<msub>")


def test_styles_are_said_where_mathml_3_allows_them() -> None:
    for tex in GOOD:  # EPUBCheck has the schema of MathML 3, where Core's global attributes aren't
        for element in ET.fromstring(mathml(tex, display=True)).iter():
            tag = element.tag.split("}")[1]
            assert tag == "mstyle" or "scriptlevel" not in element.attrib
            assert tag in {"mstyle", "mtable"} or "displaystyle" not in element.attrib


def test_cells_are_aligned_by_class_and_attribute() -> None:
    table = ET.fromstring(mathml(r"\begin{aligned}a&=b\end{aligned}", display=True))[0]
    assert [cell.get("class") for cell in table[0]] == ["right", "left"]
    assert [cell.get("columnalign") for cell in table[0]] == ["right", "left"]
    assert table[0][1][0].get("form") == "infix"


def test_alternative_text() -> None:
    assert ET.fromstring(mathml("x<1", display=False)).get("alttext") == "x<1"
    assert ET.fromstring(mathml("x", display=False, alt='a "b"\n & <c>\u0001')).get("alttext") == 'a "b" & <c>'


def test_markup_in_text_stays_text() -> None:
    assert "&amp;" in mathml(r"\text{R\&D}", display=False)


def test_a_drawing_stands_on_the_baseline() -> None:
    assert drawing("x", display=False).depth == pytest.approx(0.01, abs=0.02)
    assert drawing("y", display=False).depth > 0.15
    fraction = drawing(r"\frac{a}{b}", display=True)
    assert 0.5 < fraction.depth < fraction.height / 2
    assert drawing("x^2", display=False).height > drawing("x", display=False).height


def test_a_drawing_holds_all_its_ink() -> None:
    for tex in GOOD:
        svg = ET.fromstring(drawing(tex, display=True).svg)
        left, top, width, height = map(float, svg.get("viewBox", "").split())
        for path in svg.iter(f"{{{SVG}}}path"):
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.get("d", ""))]
            assert left - 0.02 <= min(numbers[::2])
            assert max(numbers[::2]) <= left + width + 0.02
            assert top - 0.02 <= min(numbers[1::2])
            assert max(numbers[1::2]) <= top + height + 0.02


def test_spaces_are_as_wide_as_they_say() -> None:
    narrow, wide = drawing(r"xx", display=False), drawing(r"x\quad x", display=False)
    assert wide.width - narrow.width == pytest.approx(1, abs=0.02)


def test_large_operators_are_centred_on_the_axis() -> None:
    for tex in (r"\sum x", r"\bigcup x", r"\bigoplus x", r"\int x"):
        drawn = drawing(tex, display=True)
        assert (drawn.height - 2 * drawn.depth) / 2 == pytest.approx(0.258, abs=0.03), tex


def test_the_minus_of_a_number_is_close() -> None:
    assert drawing("x=-1", display=False).width < drawing("x-1=", display=False).width


def test_nested_brackets_do_not_double_the_time() -> None:
    start = time.process_time()
    assert problem(r"\left(1+" * 16 + "x" + r"\right)" * 16) is None
    assert time.process_time() - start < 5  # without our change to ziamath: hours


def test_the_same_bytes_in_every_process() -> None:
    program = (
        "import hashlib;from publish.maths import drawing,mathml;"
        r"t=r'\left(\frac{x}{2}\right)\sum_i';"
        "print(hashlib.sha256((drawing(t,display=True).svg+mathml(t,display=True)).encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_the_engines_load_only_when_a_formula_comes() -> None:
    program = "import sys,publish.maths;print([name for name in sys.modules if name.startswith(('zia','latex2'))])"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_engines_are_the_ones_that_were_read() -> None:
    assert version("ziamath") == "0.13", "read publish.maths.draw and ziamath's nodes again before moving the pin"
    assert version("latex2mathml") == "3.81.1", "look at its table of symbols again before moving the pin"


def agree(tex: str) -> None:
    """Check that there is a problem, or else that the formula can be set in both styles."""
    sentence = problem(tex)
    if sentence is not None:
        assert sentence
        assert "can't be drawn" not in sentence  # what ziamath can't do is said before it is asked
        return
    for display in (True, False):
        ET.fromstring(mathml(tex, display=display))
        ET.fromstring(drawing(tex, display=display).svg)


PIECES = st.sampled_from(
    [*READERS, *SPACES, *STYLES, *(f"\\begin{{{name}}}" for name in ENVIRONMENTS)]
    + [f"\\end{{{name}}}" for name in ENVIRONMENTS]
    + [*"{}{}{}[]&_^'x1+-=(|.é", r"\\", r"\left(", r"\right)", r"\alpha", r"\sum", r"\int", "{lcr}", r"\href", "<"]
)
FORMULAS = st.recursive(
    st.sampled_from([*"x1+-=|,(", r"\sum", r"\int", r"\lim", r"\alpha", r"\quad", r"\text{a}", r"\bigcup"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(st.sampled_from([*READERS]), inner, inner).map(lambda part: f"{part[0]}{{{part[1]}}}{{{part[2]}}}"),
        st.tuples(inner, st.sampled_from("_^"), inner).map(lambda part: f"{{{part[0]}}}{part[1]}{{{part[2]}}}"),
        inner.map(lambda part: rf"\left({part}\right."),
        st.tuples(st.sampled_from([*ENVIRONMENTS]), inner, inner).map(
            lambda part: rf"\begin{{{part[0]}}}{{l}}{part[1]}&{part[2]}\\{part[1]}\end{{{part[0]}}}"
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=5_000)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map(" ".join), FORMULAS))
def test_any_text_is_set_or_refused(tex: str) -> None:
    agree(tex)


def test_every_symbol_is_set_or_refused() -> None:
    for start in range(0, len(symbols()), 40):
        names = [*symbols()][start : start + 40]
        sentence = problem(" ".join(names))
        assert sentence is None or "no glyph" in sentence
