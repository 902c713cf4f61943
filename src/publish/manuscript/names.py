"""Names of files: spelt one way on every system, and those that some system can't keep."""

from __future__ import annotations

import re
import unicodedata

# OCF 3.3, 4.2.3: what neither Windows nor a ZIP container can hold. A name is also kept from ending in what Windows
# drops, and from being a device there, whatever its extension.
_FORBIDDEN = re.compile(
    r'["*:<>?\\|\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]'
)
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE | re.DOTALL)
_LONGEST = 255  # bytes of one name in UTF-8: OCF 3.3, 4.2.3, and most file systems


def spelt(path: str) -> str:
    """Give a path in Unicode's form NFC, as it is compared: macOS hands names out with their accents taken apart."""
    return unicodedata.normalize("NFC", path)


def folded(name: str) -> str:
    """Give a name as a file system sees it that is blind to capitals and to composed letters."""
    return name.lower() if name.isascii() else spelt(spelt(name).casefold())


def difficulty(path: str) -> str:
    """Say what keeps a path from being kept on every system and in an EPUB (OCF 3.3, 4.2.3), or nothing."""
    for name in path.split("/"):
        if found := _FORBIDDEN.search(name):
            return f"{_shown(found[0])} can't stand in a file name"
        if _DEVICE.fullmatch(name):
            return f"{name} is a device on Windows"
        if name not in {"", ".", ".."} and name[-1] in ". ":
            return "a name can't end in a full stop or a space on Windows"
        if len(name.encode("utf-8", "surrogatepass")) > _LONGEST:
            return f"a name has at most {_LONGEST} bytes"
    return ""


def _shown(character: str) -> str:
    return character if character.isprintable() else f"the character U+{ord(character):04X}"
