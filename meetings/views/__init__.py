"""The pages. Views read the address, ask `queries` and `search`, and hand records to templates."""
