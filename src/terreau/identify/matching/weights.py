"""What each feature of a pair of names weighs. Written by a command, not by hand.

    python benchmarks/learn_matching.py --sources associations,public_bodies,green_fund

Learnt on the half of each labelled file that its quality is not reported on.
"""

BIAS = -4.1698
WEIGHTS = {
    "surplus": 0.2009,
    "shortage": 0.0000,
    "share": 0.0000,
    "lost_both": -0.2407,
    "lost_one": -0.1234,
    "place_added": -0.0941,
    "ratio": 2.2444,
    "joined": 1.4082,
    "exact": 4.8078,
    "exact_near": 0.0000,
    "verbatim": 1.4160,
    "nothing": 0.0000,
    "banal": -5.3475,
    "homonym": -6.0000,
    "sigle_near": 1.0808,
    "sigle_anywhere": 0.5945,
    "sigle_elsewhere": 2.5678,
    "same_kind": 0.9940,
    "other_kind": -7.2707,
    "public_once": -0.6678,
    "kind_once": -0.5167,
    "same_seat": 4.1234,
    "same_town": 1.1287,
    "other_town": -9.2094,
    "same_departement": 1.3754,
    "other_departement": -3.0000,
    "elsewhere_common": 0.0000,
    "nowhere_common": -0.0869,
    "other_number": 0.0000,
    "network_near": 3.1385,
    "network_elsewhere": 0.0000,
    "branch_elsewhere": -5.0000,
    "network_national": 6.8150,
    "begins_near": 0.2293,
    "begins_anywhere": 0.0765,
}
