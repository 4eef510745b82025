"""What is wrong with a setting."""

from bot.core.errors import RasidError


class SettingsError(RasidError):
    """A setting that cannot be used: its name, what is wrong, how to mend it. Never shows a value."""

    exit_code = 2
