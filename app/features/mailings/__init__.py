"""Mails to those a session invites: when they are due, who gets which, and a ledger by which nobody gets one twice."""
