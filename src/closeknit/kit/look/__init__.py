"""The look of every page: static files, base templates and template tags that know nothing of the domain."""
