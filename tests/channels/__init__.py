"""Each channel as people and scripts meet it: a real process, a real browser, real pipes."""
