"""Templates that are hostile, or simply wrong: each ends soon, with a finding at its line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from publish.design import File
from publish.diagnostics import PublishError
from publish.layouts import budget
from publish.layouts.templates import Templates

if TYPE_CHECKING:
    from publish.diagnostics import Diagnostic

LOOP = "{% for i in range(10000) %}{% for j in range(100) %}"
ENDS = "{% endfor %}{% endfor %}"
GROWING = (
    "{% set ns = namespace(x=START) %}{% for i in range(200) %}{% set ns.x = NEXT %}{% endfor %}{{ ns.x | length }}"
)


def growing(start: str, after: str) -> str:
    return GROWING.replace("START", start).replace("NEXT", after)


def templates(template: str, **more: str) -> Templates:
    files = {"a.html": template, **{f"{name}.html": text for name, text in more.items()}}
    shown = {name: File(f"m/{name}", text) for name, text in files.items()}
    return Templates(shown, {"big": "y" * 1_000_000, "date": dt.date(2020, 1, 1)})


def problem(template: str, **more: str) -> Diagnostic:
    with pytest.raises(PublishError) as error:
        templates(template, **more).render("a.html")
    (found,) = error.value.diagnostics
    return found


@pytest.mark.parametrize(
    "template",
    [
        '{{ "a" * 10**10 }}',
        '{{ 10**10 * "a" }}',
        "{{ [[]] * 10**9 }}",
        '{{ ("a",) * 10**9 }}',
        "{{ 9**9**9 }}",
        growing("9", "ns.x * ns.x"),
        growing('"a"', "ns.x ~ ns.x"),
        growing('"a"', "ns.x + ns.x"),
        growing("[1]", "ns.x + ns.x"),
        growing("[1]", "[ns.x, ns.x]"),
        growing("(1,)", "(ns.x, ns.x)"),
        growing("{}", "{1: ns.x, 2: ns.x}"),
        growing("{}", "dict(a=ns.x, b=ns.x)"),
        growing("[1]", "[ns.x] | batch(2, ns.x) | list"),
        LOOP + ENDS,
        LOOP.replace("(100)", "(9999) if false") + ENDS,
        LOOP + '{% if "x" in big %}{% endif %}' + ENDS,
        LOOP + '{% if big.find("x") %}{% endif %}' + ENDS,
        LOOP + "{% if big[1:] %}{% endif %}" + ENDS,
        LOOP + "{% if big | upper == big %}{% endif %}" + ENDS,
        LOOP + "y" * 100_000 + ENDS,
        "{% macro m() %}" + "y" * 100_000 + "{% endmacro %}" + LOOP + "{{ m() }}" + ENDS,
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "{% block b %}" + LOOP + ENDS + "{% endblock %}",
        LOOP + '{% include ["b.html"] * 1000 ignore missing %}' + ENDS,
        "{{ range(10**9) }}",
        '{{ "%1000000000d" % 1 }}',
        '{{ "%*d" % (10**9, 1) }}',
        '{{ "%.1000000000f" | format(1) }}',
        '{{ ("%s" * 100000) % (("a" * 1000,) * 100000) }}',
        '{{ "{:>1000000000}".format(1) }}',
        '{{ "{:{w}}".format(1, w=10**9) }}',
        '{{ "a" | center(10**9) }}',
        '{{ "a" | indent(10**9) }}',
        '{{ ("a\n" * 100000) | indent("x" * 100000) }}',
        "{{ [] | batch(10**9, 1) | list }}",
        "{{ [1] | slice(10**9) | list }}",
        "{{ [[1] * 1000] | sum(start=[]) }}",
        '{{ big | replace("y", big) }}',
        '{{ big.replace("", big) }}',
        '{{ big.join(["a"] * 10000) }}',
        '{{ ["a"] * 10000 | join(big) }}',
        '{{ ("<!---->" * 10**6) | striptags }}',
        "{{ (big * 10) | list | length }}",
        '{{ ("a " * 5000000).split() | length }}',
    ],
)
def test_what_would_take_time_or_memory_without_end_is_a_finding(template: str) -> None:
    found = problem(f"\n{template}")
    assert (found.code, found.span.path) == ("template-limit", "m/a.html")
    assert found.span.line >= 2


def test_includes_that_multiply_are_ended() -> None:
    more = {f"t{number}": f'{{% include "t{number + 1}.html" %}}' * 2 for number in range(40)}
    found = problem('{% include "t0.html" %}', **more, t40="x")
    assert found.code == "template-limit"


def test_all_renderings_together_are_bounded() -> None:
    made = templates("{% for i in range(9000) %}{% for j in range(20) %}{% endfor %}{% endfor %}")

    def on_and_on() -> None:
        for _ in range(1000):
            made.render("a.html")

    with pytest.raises(PublishError) as error:
        on_and_on()
    assert f"{budget.MOST_TURNS_IN_ALL:,}" in error.value.diagnostics[0].message


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ '' | attr('__class__') }}",
        "{{ ['a'] | map(attribute='__class__') | join }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ '{0.a}'.format_map({}) }}",
        "{{ ''.format.__self__ }}",
        "{{ cycler.__init__ }}",
        "{{ range }}",
        "{{ [1] }}",
        "{{ [1] | map('string') }}",
        "{{ ''.upper }}",
        "{{ [1].append(2) }}",
        "{{ {}.update({}) }}",
        "{{ 'a'.encode() }}",
        "{{ (1).to_bytes(10**9, 'big') }}",
        "{{ 'a'.zfill(10**9) }}",
        "{{ '\t'.expandtabs(10**9) }}",
        "{{ 'a'.translate({}) }}",
        "{{ date.strftime('%1000000000d') }}",
        "{{ lipsum(n=10**9) }}",
        "{{ [1, 2] | random }}",
        "{{ [1] | pprint }}",
        "{{ 'a' | tojson(indent=10**9) }}",
        "{{ 'http://a' | urlize }}",
        "{{ 'a b' | wordwrap(1, wrapstring='x' * 10000) }}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "[" * 3000 + "]" * 3000 + " }}",
        "{{ " + "not " * 20_000 + "1 }}",
        "{{ 1" + " + 1" * 20_000 + " }}",
        "{{ big" + ".a" * 20_000 + " }}",
        "{{ 1" + " | abs" * 10_000 + " }}",
        "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
        "{% for a in [] %}" * 30 + "{% endfor %}" * 30,
        "{% block a %}{{ self.a() }}{% endblock %}",
        '{% extends "a.html" %}',
        '{% import "a.html" as x %}',
        "{% for x in 'abc' recursive %}{{ loop('abc') }}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ 1e400 }}",
    ],
)
def test_what_templates_have_no_use_for_is_a_finding(template: str) -> None:
    assert problem(template).code == "template"


@pytest.mark.parametrize(
    ("template", "markup"),
    [
        ('{{ cycler("a", "b").next() }}', "a"),
        ('{% set j = joiner(", ") %}{{ j() }}a{{ j() }}b', "a, b"),
        ("{% set ns = namespace(n=1) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}", "2"),
        ('{{ "{} of {:02d}".format(1, 2) }} {{ "%s %.1f" | format("a", 2) }}', "1 of 02 a 2.0"),
        ('{{ "a" ~ 1 ~ ("<b/>" | safe) ~ "<" }}', "a1<b/>&lt;"),
        ('{{ "<" ~ 1 }}', "&lt;1"),
        ('{{ ["b", "a"] | sort | join("-") }} {{ (1, 2) | sum }} {{ "a b".split()[1] }}', "a-b 3 b"),
        (
            '{% for k, v in {"a": 1}.items() %}{{ k }}{{ v }}{{ loop.index }}{{ loop.cycle("x", "y") }}{% endfor %}',
            "a11x",
        ),
        ("{% for x in [1, 2, 3] if x != 2 %}{{ x }}/{{ loop.length }} {% else %}none{% endfor %}", "1/2 3/2"),
        ("{% for x in [] %}{% else %}none{% endfor %}", "none"),
        ("{% for x in [[1, [2]]] recursive %}{{ loop(x) if x is iterable else x }}{% endfor %}", "12"),
        ("{% macro m(a, b=2) %}{{ a }}{{ b }}{{ caller() }}{% endmacro %}{% call m(1) %}c{% endcall %}", "12c"),
        ("{% filter upper %}a{% endfilter %}{% set x %}b{% endset %}{{ x }}{{ 'c' if true }}{{ 'd' if false }}", "Abc"),
        ("{% block b %}a{% endblock %}{{ self.b() }}{% set a, b = 1, 2 %}{{ a }}{{ b }}", "aa12"),
        (
            "{{ 2 * 3 + 4 // 3 - 1 % 2 }} {{ 2 ** 8 }} {{ 'ab' * 2 }} {{ 3 < 4 <= 4 }} {{ 'a' in 'abc'[1:] }}",
            "6 256 abab True False",
        ),
        ("{{ date.isoformat() }} {{ none }} {{ true }} {{ 1.5 }}", "2020-01-01 None True 1.5"),
    ],
)
def test_what_templates_do_use_works(template: str, markup: str) -> None:
    assert templates(template).render("a.html") == markup


def test_a_flaw_is_found_in_what_comes_near_the_limits() -> None:
    found = problem("{% for i in range(9000) %}{% for j in range(20) %}{% endfor %}{% endfor %}\n<p>")
    assert (found.code, found.span.line) == ("template-markup", 2)
