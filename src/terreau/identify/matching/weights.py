"""What each feature of a pair of names weighs. Written by a command, not by hand.

    python benchmarks/learn_matching.py --sources associations,public_bodies,green_fund

Learnt on the half of each labelled file that its quality is not reported on.
"""

BIAS = -3.3763
WEIGHTS = {
    "surplus": 0.2141,
    "shortage": 0.0717,
    "share": 0.0000,
    "lost_both": -0.2307,
    "lost_one": -0.1313,
    "place_added": -0.0858,
    "ratio": 2.4008,
    "joined": 1.2903,
    "exact": 1.8355,
    "exact_near": 0.0000,
    "verbatim": 2.6200,
    "nothing": 0.0000,
    "sigle_near": 1.3744,
    "sigle_anywhere": 0.7048,
    "same_kind": 0.7058,
    "other_kind": -5.0471,
    "public_once": -0.7864,
    "kind_once": -0.6523,
    "same_seat": 4.2797,
    "same_town": 1.6456,
    "other_town": -9.1619,
    "same_departement": 1.6046,
    "other_departement": -1.2722,
    "elsewhere_common": -0.9853,
    "nowhere_common": -0.2604,
    "other_number": 0.0000,
    "network_near": 2.6617,
    "network_elsewhere": 0.0000,
    "branch_elsewhere": -5.0000,
    "network_national": 6.4477,
}
