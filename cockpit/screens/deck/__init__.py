"""The deck of a Monday meeting: a document of the wall's family, a page a subject.

What its pages say is the pack's content (cockpit.pack.deck); here is how they look.
"""
