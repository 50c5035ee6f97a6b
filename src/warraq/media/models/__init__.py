"""Pictures, documents and films as the newsroom keeps them."""

from .documents import Document
from .encodings import Encoding
from .films import Video, VideoCaptions
from .incoming import Incoming
from .pictures import Fingerprint, Image, Rendition

__all__ = ["Document", "Encoding", "Fingerprint", "Image", "Incoming", "Rendition", "Video", "VideoCaptions"]
