"""Events in the chat: what happens, invitations, answers, and what is sent afterwards."""
