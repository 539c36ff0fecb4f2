"""ImpactPulse: real-time surveys and live audiences."""

VERSION = "0.1.0"
"""Here and not asked of the installed package: the image runs from the sources, and there is none."""
