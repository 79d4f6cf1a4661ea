"""Ally marks of accounts: read anew for one account, kept as verdicts for all, so that candidates are found without reading everything."""
