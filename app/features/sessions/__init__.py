"""Sessions: runs of a published version, joined by code, paced by a facilitator or by the respondents."""
