"""Accounts: organizations, their members, and how they log in."""
