"""Accounts: users, how they log in, and whether a login still holds. Organizations and roles: ``organizations``."""
