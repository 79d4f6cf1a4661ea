"""Where an account is heading, written down by us, each claim citing their words."""
