"""Load tests: the figures of the design, measured on one machine with one command."""
