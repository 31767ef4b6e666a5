"""The pages of the desk: each asks for the right to judge, calls one service and renders."""
