"""Every field of every resource, as somebody would send it who means harm."""
