"""My own page: my name, my password, light or dark, signing out."""
