"""Pictures as they are kept: drawn anew, without anything a camera or a program wrote into them."""
