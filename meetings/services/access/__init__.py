"""Who may come in: the brake on guessing, links for passwords, second factors, sessions, single sign-on."""
