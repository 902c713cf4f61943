"""The few words that layouts add to a publication, in its language; English where a language isn't known here."""

from __future__ import annotations

import datetime as dt
import re

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

_MONTH = re.compile(r"MMM|LLL")

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "accessibility": "Accessibility",
        "back": "back to reference {}",
        "back-cover": "Back cover",
        "backlink": "Back to the text",
        "bkd": "Designed by",
        "by": "By",
        "chapter": "Chapter",
        "contents": "Contents",
        "notes-page": "Notes",
        "house-ad": "Advertisement",
        "spine": "Spine",
        "cover": "Cover",
        "description": "Longer description",
        "details": "Details",
        "editorial": "Editor’s note",
        "edt": "Edited by",
        "event": "Event",
        "figure": "Figure",
        "formula": "Formula",
        "guide": "Landmarks",
        "half-title": "Half title",
        "ill": "Illustrated by",
        "imprint": "Imprint",
        "issue": "Issue",
        "links": "Links",
        "note": "Note",
        "notes": "Notes",
        "on-page": "on page {}",
        "page": "page {}",
        "pages": "Pages",
        "pht": "Photographs by",
        "place": "Place",
        "printed": "printed edition",
        "sponsored": "Sponsored",
        "sponsored-by": "Sponsored by",
        "start": "Start of the text",
        "table": "Table",
        "title-page": "Title page",
        "trl": "Translated by",
        "when": "When",
    },
    "cy": {
        "accessibility": "Hygyrchedd",
        "back": "yn ôl at gyfeiriad {}",
        "back-cover": "Clawr cefn",
        "backlink": "Yn ôl at y testun",
        "bkd": "Dyluniwyd gan",
        "by": "Gan",
        "chapter": "Pennod",
        "contents": "Cynnwys",
        "notes-page": "Nodiadau",
        "house-ad": "Hysbyseb",
        "spine": "Meingefn",
        "cover": "Clawr",
        "description": "Disgrifiad hirach",
        "details": "Manylion",
        "editorial": "Nodyn y golygydd",
        "edt": "Golygwyd gan",
        "event": "Digwyddiad",
        "figure": "Ffigur",
        "formula": "Fformiwla",
        "guide": "Tirnodau",
        "half-title": "Hanner teitl",
        "ill": "Darluniwyd gan",
        "imprint": "Argraffnod",
        "issue": "Rhifyn",
        "links": "Dolenni",
        "note": "Nodyn",
        "notes": "Nodiadau",
        "on-page": "ar dudalen {}",
        "page": "tudalen {}",
        "pages": "Tudalennau",
        "pht": "Ffotograffau gan",
        "place": "Lle",
        "printed": "argraffiad print",
        "sponsored": "Noddwyd",
        "sponsored-by": "Noddwyd gan",
        "start": "Dechrau’r testun",
        "table": "Tabl",
        "title-page": "Tudalen deitl",
        "trl": "Cyfieithwyd gan",
        "when": "Pryd",
    },
    "de": {
        "accessibility": "Barrierefreiheit",
        "back": "zurück zum Verweis {}",
        "back-cover": "Umschlagrückseite",
        "backlink": "Zurück zum Text",
        "bkd": "Gestaltung:",
        "by": "Von",
        "chapter": "Kapitel",
        "contents": "Inhalt",
        "notes-page": "Notizen",
        "house-ad": "Anzeige",
        "spine": "Buchrücken",
        "cover": "Umschlag",
        "description": "Ausführliche Beschreibung",
        "details": "Einzelheiten",
        "editorial": "Anmerkung der Redaktion",
        "edt": "Herausgegeben von",
        "event": "Veranstaltung",
        "figure": "Abbildung",
        "formula": "Formel",
        "guide": "Orientierungspunkte",
        "half-title": "Schmutztitel",
        "ill": "Illustriert von",
        "imprint": "Impressum",
        "issue": "Heft",
        "links": "Links",
        "note": "Hinweis",
        "notes": "Anmerkungen",
        "on-page": "auf Seite {}",
        "page": "Seite {}",
        "pages": "Seiten",
        "pht": "Fotos von",
        "place": "Ort",
        "printed": "gedruckte Ausgabe",
        "sponsored": "Anzeige",
        "sponsored-by": "Anzeige von",
        "start": "Textbeginn",
        "table": "Tabelle",
        "title-page": "Titelseite",
        "trl": "Übersetzt von",
        "when": "Wann",
    },
    "fr": {
        "accessibility": "Accessibilité",
        "back": "retour à l’appel {}",
        "back-cover": "Quatrième de couverture",
        "backlink": "Retour au texte",
        "bkd": "Conception graphique :",
        "by": "Par",
        "chapter": "Chapitre",
        "contents": "Sommaire",
        "notes-page": "Notes",
        "house-ad": "Publicité",
        "spine": "Dos",
        "cover": "Couverture",
        "description": "Description détaillée",
        "details": "Détails",
        "editorial": "Note de la rédaction",
        "edt": "Sous la direction de",
        "event": "Événement",
        "figure": "Figure",
        "formula": "Formule",
        "guide": "Repères",
        "half-title": "Faux-titre",
        "ill": "Illustrations de",
        "imprint": "Mentions légales",
        "issue": "Numéro",
        "links": "Liens",
        "note": "Note",
        "notes": "Notes",
        "on-page": "à la page {}",
        "page": "page {}",
        "pages": "Pages",
        "pht": "Photographies de",
        "place": "Lieu",
        "printed": "édition imprimée",
        "sponsored": "Publicité",
        "sponsored-by": "Publicité de",
        "start": "Début du texte",
        "table": "Tableau",
        "title-page": "Page de titre",
        "trl": "Traduction de",
        "when": "Quand",
    },
    "es": {
        "accessibility": "Accesibilidad",
        "back": "volver a la llamada {}",
        "back-cover": "Contracubierta",
        "backlink": "Volver al texto",
        "bkd": "Diseño de",
        "by": "Por",
        "chapter": "Capítulo",
        "contents": "Índice",
        "notes-page": "Notas",
        "house-ad": "Anuncio",
        "spine": "Lomo",
        "cover": "Cubierta",
        "description": "Descripción ampliada",
        "details": "Detalles",
        "editorial": "Nota de la redacción",
        "edt": "Edición de",
        "event": "Acto",
        "figure": "Figura",
        "formula": "Fórmula",
        "guide": "Puntos de referencia",
        "half-title": "Anteportada",
        "ill": "Ilustraciones de",
        "imprint": "Página legal",
        "issue": "Número",
        "links": "Enlaces",
        "note": "Nota",
        "notes": "Notas",
        "on-page": "en la página {}",
        "page": "página {}",
        "pages": "Páginas",
        "pht": "Fotografías de",
        "place": "Lugar",
        "printed": "edición impresa",
        "sponsored": "Publicidad",
        "sponsored-by": "Publicidad de",
        "start": "Comienzo del texto",
        "table": "Tabla",
        "title-page": "Portada",
        "trl": "Traducción de",
        "when": "Cuándo",
    },
}


def words(language: str) -> dict[str, str]:
    """Give the words of a language by its tag; English where it isn't known."""
    return WORDS.get(language.partition("-")[0].lower(), WORDS["en"])


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale.parse("en_GB")


def language_name(language: str, reader: str = "en") -> str:
    """Give the name of a language by its tag, such as British English, in the language of who reads it."""
    return _locale(language).get_display_name(_locale(reader)) or language


def day(date: dt.date, language: str, form: str = "long") -> str:
    """Give a date in words: ``form`` is one of CLDR's lengths or patterns, such as ``MMMM y``."""
    return format_date(date, form, locale=_locale(language))


def days(start: str, end: str, language: str) -> str:
    """Give a run of days in words, from ISO 8601 dates: ``24–25 June 2023``; what isn't a date comes back as it is."""
    try:
        first = dt.date.fromisoformat(start)
        last = dt.date.fromisoformat(end) if end else first
    except ValueError:
        return f"{start} – {end}" if end else start
    if first == last:
        return day(first, language)
    locale = _locale(language)
    field = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    pieces = locale.interval_formats.get("yMMMd", {}).get(field, ())
    if len(pieces) != 2:
        return f"{day(first, language)} – {day(last, language)}"
    # CLDR has runs of days with the month cut short; written out it stands in the same place.
    return "".join(
        format_date(date, _MONTH.sub(lambda found: found[0][0] * 4, piece), locale=locale)
        for date, piece in zip((first, last), pieces, strict=True)
    )
