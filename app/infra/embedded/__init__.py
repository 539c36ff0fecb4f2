"""Servers for one machine and for the tests: real ones, run as child processes over a folder."""
