"""Colour on press: printing conditions and their profiles, how colours and pictures become inks."""

from __future__ import annotations

from publish.colour.conditions import CONDITIONS, Condition, condition
from publish.colour.inks import CMYK, INTENTS, RGB, Inks, read_inks, read_rgb
from publish.colour.plates import Plate, separated
from publish.colour.profiles import Profile, read_profile

__all__ = [
    "CMYK",
    "CONDITIONS",
    "INTENTS",
    "RGB",
    "Condition",
    "Inks",
    "Plate",
    "Profile",
    "condition",
    "read_inks",
    "read_profile",
    "read_rgb",
    "separated",
]
