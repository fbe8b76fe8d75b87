"""The weekly tip: schedules, each occasion of one, and what people wish of it."""
