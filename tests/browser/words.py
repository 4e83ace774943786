"""What is strange in what was read on the screens."""

from tests import vietnamese

WARD, TECHNICIAN = "05518", "kythuat"
# What people of the demo are called when they sign in.
NAMES = ("canbo", "lanhdao", TECHNICIAN)


def strange(read: dict[str, list[str]]) -> list[str]:
    """Return a line for each text with a strange word in it, and where it was read first."""
    found: dict[str, str] = {}
    for address, texts in read.items():
        for text in texts:
            words = vietnamese.strange_words_on_screen(text, allowed=NAMES)
            if words and text not in found:
                found[text] = f"{', '.join(words)} – “{text[:120]}” – {address}"
    return list(found.values())
