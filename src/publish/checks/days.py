"""Dates as people write them: read in each language's words for months and weekdays, and looked up in the calendar."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_YEAR, LAST_YEAR = 1753, 2100
"""Years whose dates are judged; in England, the last to change, the new calendar holds from 1753."""
_GREGORIAN_EVERYWHERE = 1924
_FOUR_DIGITS = re.compile(r"\d{4}")
_LONGEST = 60  # characters of a date with its weekday
# What people write beside the short names that CLDR has.
_SHORT_WEEKDAYS = {"en": {"Tues": 1, "Weds": 2, "Thur": 3, "Thurs": 3}}
_SHORT_MONTHS = {"en": {"Sep": 9, "Sept": 9}}
_ARTICLE = r"(?:(?:the|den|dem|der|le|el|il|o|a|lo)\s+)?"
_NUMBER = r"(?P<{}>\d{{1,2}})(?:\.|st|nd|rd|th|er|º|°|ª|ain|af|fed)?"
_YEAR = r"(?P<{}>\d{{4}})(?![\d-])"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: where it stands, its numbers (a year of 0 is left out), and the weekday said beside it."""

    start: int
    end: int
    year: int
    month: int
    day: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class _Names:
    """A language's names of weekdays, from Monday as 0, and of months, and the pattern of dates made of them."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    pattern: re.Pattern[str]


def dates_in(text: str, language: str) -> Iterator[Dated]:
    """Give the dates with a day and a month in a text, in reading order."""
    names = _names(language)
    if names:
        yield from (_dated(found, names) for found in names.pattern.finditer(text))


def dates_with_years(text: str, language: str) -> Iterator[Dated]:
    """Give those of them that have a year of those which are judged: a look around numbers of four digits alone."""
    around = list(_around_years(text))
    names = _names(language) if around else None
    if not names:
        return
    for start, end in around:
        for found in names.pattern.finditer(text, start, end):
            date = _dated(found, names)
            if FIRST_YEAR <= date.year <= LAST_YEAR and 1 <= date.month <= 12 and 1 <= date.day <= 31:
                yield date


def _around_years(text: str) -> Iterator[tuple[int, int]]:
    """Give the stretches of a text that can hold a date with its year."""
    start = end = -1
    for year in _FOUR_DIGITS.finditer(text):
        if start >= 0 and year.start() - _LONGEST > end:
            yield start, end
            start = -1
        start = max(year.start() - _LONGEST, 0) if start < 0 else start
        end = year.end() + _LONGEST
    if start >= 0:
        yield start, end


def _dated(found: re.Match[str], names: _Names) -> Dated:
    date = {key: value for key, value in found.groupdict().items() if value}
    year, month, day = (_of(date, key) for key in ("year", "month", "day"))
    weekday = names.weekdays.get(_weekday_word(found))
    number = names.months[month] if month in names.months else int(month)
    start = found.start() if weekday is not None else found.start("date")
    end = found.end() if found["after"] and weekday is not None else found.end("date")
    return Dated(start, end, int(year or 0), number, int(day), weekday)


def _of(date: Mapping[str, str], part: str) -> str:
    """Give a part of a date from whichever form of dates it was found in."""
    return next((value for key, value in date.items() if key.startswith(part)), "")


def _weekday_word(found: re.Match[str]) -> str:
    """Give the weekday beside a date; a newspaper's name is none, and no word of two letters without its full stop."""
    word: str = found["weekday"] or found["after"] or ""
    text, start = found.string, found.start()
    if word == "Sun" and text[:start].rstrip().lower().endswith("the"):
        return ""
    if found["weekday"] and len(word) <= 2 and text[found.end("weekday")] not in ".,":
        return ""
    return word


@cache
def _names(language: str) -> _Names | None:
    """Give a language's names; nothing for one that CLDR doesn't know."""
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
    # The names inside a date alone: those that stand alone come from another locale where CLDR has none.
    days, months = locale.days["format"], locale.months["format"]
    weekdays = _variants(days["wide"], days["abbreviated"]) | _SHORT_WEEKDAYS.get(locale.language, {})
    named = _variants(months["wide"], months["abbreviated"]) | _SHORT_MONTHS.get(locale.language, {})
    return _Names(weekdays, named, _pattern(_any_of(weekdays), _any_of(named)))


def _variants(wide: Mapping[int, str], short: Mapping[int, str]) -> dict[str, int]:
    """Give names as they may be written: with a capital, the whole ones in capitals too, without a last full stop."""
    found: dict[str, int] = {}
    for names in (short, wide):
        for number, name in names.items():
            plain = name.removesuffix(".")
            if len(plain) > 1 and not plain.isdigit():
                found |= dict.fromkeys((plain, plain[0].upper() + plain[1:]), number)
            if names is wide:
                found[plain.upper()] = number
            if " " in plain:  # Welsh has a word for day before each
                found[plain[0].lower() + plain[1:]] = number
    return found


def _any_of(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))


def _pattern(weekdays: str, months: str) -> re.Pattern[str]:
    """Give the pattern of a date: 24 June 2023, June 24, 2023, 2023-06-24 or 24.06.2023, with a weekday beside it."""
    day_first = (
        rf"{_NUMBER.format('day')}\s+(?:of\s+|de\s+|d[’'])?(?P<month>{months})\b\.?(?:\s+(?:de\s+|del\s+)?"
        rf"{_YEAR.format('year')})?"
    )
    month_first = rf"(?P<month_2>{months})\b\.?\s+{_NUMBER.format('day_2')}(?!\d)(?:,?\s+{_YEAR.format('year_2')})?"
    iso = r"(?P<year_3>\d{4})-(?P<month_3>\d\d)-(?P<day_3>\d\d)(?![\w-])"
    dotted = rf"(?P<day_4>\d{{1,2}})\.\s?(?P<month_4>\d{{1,2}})\.\s?{_YEAR.format('year_4')}(?![.\w])"
    return re.compile(
        rf"(?:(?<![\w’'-])(?P<weekday>{weekdays})\b\.?,?\s+{_ARTICLE})?"
        rf"(?<![\w.,:])(?P<date>{day_first}|{month_first}|{iso}|{dotted})"
        rf"(?:\s+\((?P<after>{weekdays})\.?\))?"
    )


def length(year: int, month: int) -> int:
    """Give the days of a month; before the new calendar held everywhere, February has 29 where either gave it so."""
    is_julian_leap = year < _GREGORIAN_EVERYWHERE and month == 2 and year % 4 == 0
    return 29 if is_julian_leap else calendar.monthrange(year, month)[1]


def weekdays(year: int, month: int, day: int) -> tuple[int, ...]:
    """Give the weekday of a date from Monday as 0, and where the old calendar was in use then, that of the old one."""
    found = []
    if day <= calendar.monthrange(year, month)[1]:
        found.append(calendar.weekday(year, month, day))
    if year < _GREGORIAN_EVERYWHERE:
        found.append(_julian_weekday(year, month, day))
    return tuple(found)


def _julian_weekday(year: int, month: int, day: int) -> int:
    """Give a weekday of the Julian calendar, by the number of its day, which is a Monday where 7 divides it."""
    late = (14 - month) // 12  # January and February belong to the year before
    years, months = year + 4800 - late, month + 12 * late - 3
    return (day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083) % 7
