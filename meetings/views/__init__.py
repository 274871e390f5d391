"""The public pages. Views read the address, call `queries` and `search`, and pass records to templates."""
