"""What the pages of imports show: plain values, built in a fixed number of queries."""
