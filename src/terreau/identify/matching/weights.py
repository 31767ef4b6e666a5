"""What each feature of a pair of names weighs. Written by a command, not by hand.

    python benchmarks/learn_matching.py --sources associations,public_bodies,green_fund

Learnt on the half of each labelled file that its quality is not reported on.
"""

BIAS = -3.3826
WEIGHTS = {
    "surplus": 0.2152,
    "shortage": 0.0723,
    "share": 0.0000,
    "lost_both": -0.2363,
    "lost_one": -0.1321,
    "place_added": -0.0904,
    "ratio": 2.4023,
    "joined": 1.2684,
    "exact": 1.8250,
    "exact_near": 0.0000,
    "verbatim": 2.6098,
    "nothing": 0.0000,
    "sigle_near": 1.3762,
    "sigle_anywhere": 0.6827,
    "same_kind": 0.6759,
    "other_kind": -5.0739,
    "public_once": -0.7986,
    "kind_once": -0.6612,
    "same_seat": 4.2904,
    "same_town": 1.7000,
    "other_town": -9.1323,
    "same_departement": 1.6322,
    "other_departement": -1.2707,
    "elsewhere_common": -0.9884,
    "nowhere_common": -0.1995,
    "other_number": 0.0000,
    "network_near": 2.6465,
    "network_elsewhere": 0.0000,
    "branch_elsewhere": -5.0000,
    "network_national": 6.4801,
}
