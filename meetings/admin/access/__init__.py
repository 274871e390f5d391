"""Signing in to the desk, the account of a user, and invitations. One page to sign in leads to everything."""
