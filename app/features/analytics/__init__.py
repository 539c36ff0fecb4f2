"""Analytics: the fold from entries to tallies, recounts, and what screens read."""
