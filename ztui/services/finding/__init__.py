"""Finding any object by a piece of what it is called: numbers, names, extensions, e-mails, MAC addresses, ids."""
