"""What happens to accounts: people sign up or are invited, confirm, change password or name, get a role."""

from forum.operations.accounts.areas import set_areas
from forum.operations.accounts.inviting import add_user, make_sign_in_link, use_link
from forum.operations.accounts.keeping import end_sessions, keep_accounts
from forum.operations.accounts.letters import Letter
from forum.operations.accounts.managing import change_role, set_activity
from forum.operations.accounts.naming import ready_display_name, rename
from forum.operations.accounts.wanting import want_letters

__all__ = [
    "Letter",
    "add_user",
    "change_role",
    "end_sessions",
    "keep_accounts",
    "make_sign_in_link",
    "ready_display_name",
    "rename",
    "set_activity",
    "set_areas",
    "use_link",
    "want_letters",
]
