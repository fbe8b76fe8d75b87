"""When things go out: the outbox, and the clock that drives it.

May import tips and knowledge.
"""
