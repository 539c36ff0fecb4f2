"""ImpactPulse: real-time surveys and live audiences."""
