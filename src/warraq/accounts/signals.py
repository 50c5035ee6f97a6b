"""What can be heard about accounts besides the signals of Django and django-allauth."""

from django.dispatch import Signal

# A wrong password. Arguments: request, name (as it was typed)
sign_in_failed = Signal()
# A password was set, by whomever. Arguments: user
password_set = Signal()
# Somebody with the right to it, or the operator (actor None), has acted on an account.
# Arguments: user, actor, deed: "factor_reset", "sessions_ended", "unlocked", "closed", "opened"
account_mended = Signal()
