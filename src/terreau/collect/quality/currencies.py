"""The currencies in use (ISO 4217, list one) and the signs of those that are not the euro."""

from __future__ import annotations

import re

_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN
BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD
JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD
MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP
PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC
SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST
XAF XCD XOF XPF YER ZAR ZMW
"""
ISO_4217 = frozenset(_CODES.split())
_FOREIGN = re.compile(
    r"[$£¥₣]|\b(?:CHF|USD|GBP|XPF|FCFP|CFA|FRF)\b|\d\s*[kM]?F(?:F|rs?|rancs?)?\s*$|\bfrancs?\b",
    re.IGNORECASE,
)


def foreign(text: str) -> bool:
    """Whether an amount bears the sign of another currency than the euro."""
    return bool(_FOREIGN.search(text)) and any(char.isdigit() for char in text)
