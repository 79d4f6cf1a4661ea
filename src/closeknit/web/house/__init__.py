"""The house's own settings: basics, departments, members, names to listen for, outgoing mail."""
