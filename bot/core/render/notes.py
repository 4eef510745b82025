"""Small additions to messages that are ready."""

from dataclasses import replace

from bot.core.language import Texts
from bot.core.message import Message, block


def repeat_note(message: Message, texts: Texts) -> Message:
    """The message with a first line that says it may have arrived before."""
    return replace(message, blocks=(block(texts.say("↻ may be a repeat"), shape="footer"), *message.blocks))


def fileless_note(message: Message, texts: Texts) -> Message:
    """The words of a message whose file could not be sent, and that it could not."""
    note = texts.say("The file could not be sent here. The operator finds the reason in the log.")
    return replace(message, file=None, blocks=(*message.blocks, block(note, shape="footer")))
