"""A driver for Textual that sends the terminal only what differs from what it shows.

Textual hands its driver each update as one string. Here the cells of the last frame are kept, the update is laid over
them, and what differs is sent: runs of cells, erased blanks, lines that moved by a scroll region. `driver.py` is the
one module that knows Textual; the others are plain Python. The package names nothing of the program around it.
"""
