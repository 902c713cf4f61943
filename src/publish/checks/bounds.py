"""How large the parts and numbers of a stylesheet may be: far beyond what a page can use."""

DEEPEST = 32
"""How many brackets of any kind may stand in each other."""

LONGEST_SELECTOR = 5_000
"""How many parts the selectors of a rule in a rule come to, each with those of the rules around it."""

LONGEST_NAME = 200
"""The longest name, in characters."""

LONGEST_TEXT = 2_000
"""The longest text in quotation marks, in characters."""

MOST_PARTS = 60
"""How many simple selectors a selector may have."""

MOST_SELECTORS = 200
"""How many selectors a rule may have."""

MOST_SYMBOLS = 1_000
"""The largest number that a counter style may write by repeating its symbols."""

LONGEST_PAD = 100
"""How many characters a counter style may fill a number up to."""

LARGEST = 1_000_000
"""The largest measure, in whatever unit; a bare number may be as large as z-index allows."""

LARGEST_NUMBER = 2**31 - 1
"""The largest bare number."""

THINNEST = 0.1
"""The thinnest line, in CSS pixels: dots and waves of thinner ones are too many to be drawn."""

SMALLEST_PERIOD = 1.0
"""The shortest gradient that is repeated, in CSS pixels or per cent."""

MOST_RULES = 4_000
"""How many rules, one for each selector, the stylesheets of an output may have; those of the house have 400."""

MOST_PLACES = 20_000
"""How many pairs of a rule and a place where it may hold are compared for contrast; the house has 900."""

MOST_FINDINGS = 20
"""How many findings a stylesheet gets; one that has more is broken in one place."""

MOST_TRACKS = 500
"""How many rows or columns a grid may have, and how many one of its parts may span."""

LEAST_PAGE, LARGEST_PAGE = 40.0, 19_200.0
"""The smallest and the largest side of a page, in CSS pixels: 1 cm, and what a PDF can hold (ISO 32000-1, Annex C)."""
