"""Our side: the house itself, its departments and members, their roles and logins."""
