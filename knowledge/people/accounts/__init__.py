"""Who is who on which channel: accounts of Teams and Slack, linked to one person."""
