"""The door for programs: rulings, consents and stops over HTTP, each call with a key."""
