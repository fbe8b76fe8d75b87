"""The tips library: what a tip is, how it is edited, reviewed, checked and exchanged.

May import knowledge. The default library lives in tips/content.
"""
