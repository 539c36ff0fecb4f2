"""The sample survey and its simulated respondents."""
