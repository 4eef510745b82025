"""/settings repeat: how soon this chat is given the same reason again."""

from datetime import timedelta

from handlers.commands import settings_lengths

SETTING = settings_lengths.setting(
    "repeat",
    ("تكرار", "التكرار"),
    "4h",
    lambda texts: texts.say("Repeats"),
    preference="repeat_interval",
    longest=timedelta(days=7),  # own choice: longer than that no story lasts
    at_once=lambda texts: texts.say("The same reason may be given again at once."),
    after=lambda texts, span: texts.say("The same reason is given again after: {span}.", span=span),
    minutes=(0, 60, 240, 720, 1440, 4320),
)
