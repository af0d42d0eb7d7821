"""What amounts of money look like: signs, codes and words of currencies, from rules/currencies.toml."""

from __future__ import annotations

from functools import cache

from panj.claims.tables import alternation, table


@cache
def _currencies() -> dict[str, str]:
    """Sign, code or word of money (lower case, but codes in capitals) → ISO code."""
    t = table("currencies")
    found = {code: code for code in t["codes"]}
    for part in ("signs", "words", "scaled"):
        found |= {word.lower(): code for code, words in t[part].items() for word in words}
    return found


def currency_code(sign: str) -> str:
    """The ISO code of a sign, code or word of money; the word itself where the table has none."""
    sign = " ".join(sign.split())
    return _currencies().get(sign) or _currencies().get(sign.lower(), sign)


def _signs() -> str:
    """Regex of what stands before an amount: signs of letters as whole words, codes in capitals."""
    t = table("currencies")
    signs = alternation(s for words in t["signs"].values() for s in words if not s.isalpha())
    letters = alternation(s for words in t["signs"].values() for s in words if s.isalpha())
    return rf"(?:{signs})\s?|(?-i:\b(?:{letters})\s?)(?=\d)|(?-i:\b(?:{'|'.join(t['codes'])})\s?)(?=\d)"


def _words_of(part: str) -> str:
    return alternation(w for words in table("currencies")[part].values() for w in words)


SIGN_RE = _signs()
MONEY_RE = (
    rf"(?:(?-i:[A-Z][a-z]+n\s+)?(?:{_words_of('words')})|(?-i:{'|'.join(table('currencies')['codes'])}))\b"
)
SCALED_MONEY_RE = rf"(?:{_words_of('scaled')})\b"
