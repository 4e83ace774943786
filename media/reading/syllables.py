"""Whether letters can be a Vietnamese syllable: an onset, a rhyme, and a tone that fits (R4)."""

import re
import unicodedata

_ONSET = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
_OPEN = (
    "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iu iêu yêu oi ôi ơi ua uê ui ưa uơ uy ưi"
    " ưu oa oai oao oay oe oeo uao uây uôi ươi ươu uya uyu uêu"
)
_SONOROUS = (
    "am an ang anh ăm ăn ăng âm ân âng em en eng êm ên ênh im in inh iêm iên iêng yêm yên yêng om"
    " on ong oam oan oang oanh oăm oăn oăng oen oem oong ôm ôn ông ôông ơm ơn um un ung uân uâng"
    " uênh uên uôm uôn uông uyn uynh uyên ưm ưn ưng ươm ươn ương"
)
_STOPPED = (
    "ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt yêt oc op ot oac oach"
    " oap oat oăc oăp oăt oet ooc ôc ôp ôt ơp ơt uc up ut uât uâc uêch uôc uôt uych uyt uyp uyêt ưc"
    " ưt ươc ươp ươt"
)
_FREE = re.compile(f"(?:{_ONSET})(?:{'|'.join((_OPEN + ' ' + _SONOROUS).split())})")
_STOP = re.compile(f"(?:{_ONSET})(?:{'|'.join(_STOPPED.split())})")
# The letters, for classes of regular expressions: in Unicode capitals and small ones alternate.
_VIETNAMESE = [chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]
UPPER = "A-Z" + "".join(c for c in _VIETNAMESE if c.isupper())
LOWER = "a-z" + "".join(c for c in _VIETNAMESE if c.islower())
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP = "\u0301\u0323"


def is_syllable(word: str) -> bool:
    """Return whether ``word``, in any letter case, can be one Vietnamese syllable."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in parts if c in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    if len(tones) > 1:
        return False
    if _FREE.fullmatch(bare):
        return True
    return bool(_STOP.fullmatch(bare) and tones and tones[0] in _SHARP)
