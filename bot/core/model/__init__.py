"""The nouns of the bot, as immutable values. All times are aware UTC."""

from bot.core.model.articles import Article, Incoming, NewArticle, Reading, Taken
from bot.core.model.chats import Access, Address, Destination, Language, Mute, MuteScope, Schedule, Scope, Subscription
from bot.core.model.feeds import Feed, FeedKind, Pages
from bot.core.model.outbox import Delivery, DeliveryKind, DeliveryState, NewDelivery, Told
from bot.core.model.people import Person, Role, Update
from bot.core.model.stories import Alert, NewAlert, Story

__all__ = [
    "Access",
    "Address",
    "Alert",
    "Article",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "Destination",
    "Feed",
    "FeedKind",
    "Incoming",
    "Language",
    "Mute",
    "MuteScope",
    "NewAlert",
    "NewArticle",
    "NewDelivery",
    "Pages",
    "Person",
    "Reading",
    "Role",
    "Schedule",
    "Scope",
    "Story",
    "Subscription",
    "Taken",
    "Told",
    "Update",
]
