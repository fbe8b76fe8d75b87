"""The product against a Slack that we did not write, as real processes on this machine."""
