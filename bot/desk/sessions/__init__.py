"""Who is signed in to the desk."""
