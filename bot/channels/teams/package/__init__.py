"""The app package: what an administrator uploads to Teams."""
