"""What the organisation knows: matching, boundaries, people and escalations.

The lowest package. It imports nothing else of ours and no chat or web SDK.
"""
