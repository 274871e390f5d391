"""What several pages of the desk share: form fields, batched actions, bulk edits, saved filters, folded search."""
