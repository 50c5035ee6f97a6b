"""What the lists of the most read are called; the spans of time are rolling, whatever the headings say of days."""

from django.utils.translation import gettext_lazy as _

from .models import Window

TITLES = {
    Window.DAY: _("Most read today"),
    Window.WEEK: _("Most read this week"),
    Window.MONTH: _("Most read this month"),
}
SHORT = {Window.DAY: _("Today"), Window.WEEK: _("This week"), Window.MONTH: _("This month")}
ABOUT = {
    Window.DAY: _("The stories read most in the last twenty-four hours."),
    Window.WEEK: _("The stories read most in the last seven days."),
    Window.MONTH: _("The stories read most in the last thirty days."),
}
