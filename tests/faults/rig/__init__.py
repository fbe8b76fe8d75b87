"""The rig that breaks the service: stand-ins, replicas, databases, and what is looked at after."""
