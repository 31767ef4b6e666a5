"""What each feature of a pair of names weighs. Written by a command, not by hand.

    python benchmarks/learn_matching.py --sources associations,public_bodies,green_fund

Learnt on the half of each labelled file that its quality is not reported on.
"""

BIAS = -4.2889
WEIGHTS = {
    "surplus": 0.1953,
    "shortage": 0.0000,
    "share": 0.0000,
    "lost_both": -0.2388,
    "lost_one": -0.1227,
    "place_added": -0.0950,
    "ratio": 2.2305,
    "joined": 1.4421,
    "exact": 4.7395,
    "exact_near": 0.0000,
    "verbatim": 1.4096,
    "nothing": 0.0000,
    "banal": -5.3256,
    "homonym": -6.0000,
    "sigle_near": 1.0808,
    "sigle_anywhere": 0.6067,
    "sigle_elsewhere": 2.4406,
    "same_kind": 1.0014,
    "other_kind": -7.1948,
    "public_once": -0.6586,
    "kind_once": -0.5247,
    "same_seat": 4.1266,
    "same_town": 1.2444,
    "other_town": -9.2509,
    "same_departement": 1.4958,
    "other_departement": -0.7074,
    "elsewhere_common": -1.6075,
    "nowhere_common": 0.0000,
    "other_number": 0.0000,
    "network_near": 3.1387,
    "network_elsewhere": 0.0000,
    "branch_elsewhere": -5.0000,
    "network_national": 6.7776,
    "begins_near": 0.2304,
    "begins_anywhere": 0.0871,
}
