"""Which lists have extensions to choose from, and in which form each operation takes an extension number.

Where sites have codes, answers have the complete number; bodies take either that or the short one within the site.
"""

from __future__ import annotations

__all__ = ["COMPLETE", "EXTENSIONS", "SHORT"]

EXTENSIONS = ("users", "call-queues", "auto-receptionists", "shared-line-groups")
"""Resources whose rows tell an `extension_id`."""

SHORT = frozenset(
    {
        "addCommonArea",
        "addGCP",
        "batchAddUsers",
        "createASharedLineGroup",
        "createCallQueue",
        "updateASharedLineGroup",
        "updateAutoReceptionist",
        "updateCallQueue",
        "updateCommonArea",
        "updateGCP",
    }
)
"""Operations whose body takes the extension within the site."""

COMPLETE = frozenset({"updateUserProfile", "updateZoomRoom"})
"""Operations whose body takes the extension with the site's code before it."""
