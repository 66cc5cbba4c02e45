"""Makes annual reports as offices publish them, with the truth beside each, to judge `gongkai check`.

Written from the law sheet alone: nothing here knows how the reader works, and nothing is shared with it but the form as
data. All chance comes from a seed, so that a report can be made again. See `__main__.py` for the command.
"""
