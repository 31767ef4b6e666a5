"""Which names are the same organisation: likely pairs, their odds, groups. Pure."""
