"""What the desk's pages show: plain values made from cases, for the templates."""
