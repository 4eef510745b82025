"""/settings interval: how long what is new in a story is gathered for this chat."""

from datetime import timedelta

from handlers.commands import settings_lengths

SETTING = settings_lengths.setting(
    "interval",
    ("فاصل", "الفاصل"),
    "5m",
    lambda texts: texts.say("Gathering news"),
    preference="group_interval",
    longest=timedelta(days=1),  # own choice: with less often than that a story is over before it is told again
    at_once=lambda texts: texts.say("What is new in a story comes at once."),
    after=lambda texts, span: texts.say("What is new in a story is gathered: {span}.", span=span),
    minutes=(0, 5, 15, 30, 60, 180),
)
