"""The embedded engine on Whoosh."""
