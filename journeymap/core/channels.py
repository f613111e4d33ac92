"""The kinds of channel through which people meet a service: one list, one icon each."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """What a channel kind is called and whether it counts as digital."""

    title: str
    is_digital: bool


CHANNEL_KINDS: Final = {
    "web": ChannelKind("Website", True),
    "app": ChannelKind("App", True),
    "phone": ChannelKind("Phone", False),
    "face_to_face": ChannelKind("Face to face", False),
    "post": ChannelKind("Post", False),
    "email": ChannelKind("Email", True),
    "sms": ChannelKind("Text message", True),
    "chatbot": ChannelKind("Chatbot", True),
    "voice": ChannelKind("Voice assistant", True),
    "paper": ChannelKind("Paper", False),
    "other": ChannelKind("Other", False),
}
