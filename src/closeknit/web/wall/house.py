"""Who may set up the house, and what everybody keeps of themselves."""

from closeknit.kit.capabilities import Capability

ROUTES: dict[str, Capability] = {
    # The house, and oneself.
    "house": Capability.RUN_HOUSE,
    "house_people": Capability.RUN_HOUSE,
    "house_rhythm": Capability.RUN_HOUSE,
    "house_listening": Capability.RUN_HOUSE,
    "house_mailing": Capability.RUN_HOUSE,
    "house_safety": Capability.RUN_HOUSE,
    "house_basics": Capability.RUN_HOUSE,
    "house_logo": Capability.RUN_HOUSE,
    "house_colour": Capability.RUN_HOUSE,
    "house_departments": Capability.RUN_HOUSE,
    "house_department": Capability.RUN_HOUSE,
    "house_invitations": Capability.RUN_HOUSE,
    "house_invitation": Capability.RUN_HOUSE,
    "house_member": Capability.RUN_HOUSE,
    "house_member_leaving": Capability.RUN_HOUSE,
    "house_member_return": Capability.RUN_HOUSE,
    "house_competitors": Capability.RUN_HOUSE,
    "house_products": Capability.RUN_HOUSE,
    "rivals": Capability.READ_HOUSE,
    "rival": Capability.RUN_HOUSE,
    "house_backup": Capability.RUN_HOUSE,
    "house_wall": Capability.RUN_HOUSE,
    "house_asks": Capability.RUN_HOUSE,
    "house_mail": Capability.RUN_HOUSE,
    "house_mail_test": Capability.RUN_HOUSE,
    "house_mailbox": Capability.RUN_HOUSE,
    "house_mailbox_test": Capability.RUN_HOUSE,
    "calendar_address": Capability.READ_HOUSE,
    "member_self": Capability.HAND_IN,
    "member_digest": Capability.HAND_IN,
    "member_self_name": Capability.HAND_IN,
    "member_self_password": Capability.HAND_IN,
}
