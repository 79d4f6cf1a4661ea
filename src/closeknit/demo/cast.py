"""Who is who in the house that is being built: the names and addresses of the files, looked up as ids."""

from closeknit.accounts import queries as account_queries
from closeknit.demo.company import Company
from closeknit.identity import queries as identity_queries
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer


class Cast:
    """Looks people and accounts up by what the files call them. What is found is remembered; what is not raises NotFound."""

    def __init__(self, company: Company, viewer: Viewer) -> None:
        self.viewer = viewer
        self._names: dict[str, str] = {}
        self._homes: dict[str, str] = {}
        for row in company.rows("people"):
            self._names[row["email"]] = row["name"]
            self._homes.setdefault(row["email"], row["account"])
        self._known: dict[tuple[str, ...], str] = {}

    def member(self, email: str) -> str:
        """Return the id of the member with this address."""
        if ("member", email) not in self._known:
            found = identity_queries.find_member_by_name(email, viewer=self.viewer)
            if found is None:
                raise NotFound(f"No member has the address {email}.")
            self._known["member", email] = found.id
        return self._known["member", email]

    def is_member(self, email: str) -> bool:
        """Return whether one of ours has this address."""
        return identity_queries.find_member_by_name(email, viewer=self.viewer) is not None

    def viewer_of(self, email: str) -> Viewer:
        """Return the viewer of the member with this address."""
        return identity_queries.find_viewer(self.member(email)) or self.viewer

    def account(self, name: str) -> str:
        """Return the id of the account called `name`."""
        if ("account", name) not in self._known:
            found = account_queries.find_account_by_name(name, viewer=self.viewer)
            if found is None:
                raise NotFound(f"No account is called {name}.")
            self._known["account", name] = found.id
        return self._known["account", name]

    def contact(self, account: str, email: str) -> str:
        """Return the id of this person's place at an account, by the account's name and the person's address."""
        return self.contact_called(account, self._names[email])

    def name_of(self, email: str) -> str:
        """Return the name of the person with this address, as the files have it."""
        return self._names[email]

    def place_of(self, email: str) -> tuple[str, str]:
        """Return the ids of the account and the contact of this person's first place in the files."""
        home = self._homes[email]
        return self.account(home), self.contact(home, email)

    def contact_called(self, account: str, name: str) -> str:
        """Return the id of the place at an account of the person called `name`, who may have left since."""
        key = ("contact", account, name)
        if key not in self._known:
            everybody = account_queries.list_contacts(viewer=self.viewer, account=self.account(account), with_left=True)
            found = [contact.id for contact in everybody if contact.name == name]
            if not found:
                raise NotFound(f"Nobody at {account} is called {name}.")
            self._known[key] = found[0]
        return self._known[key]
