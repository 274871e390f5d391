"""Repair of texts that PDF files, mail, web pages and messengers mangled, with the way back to the raw text."""
