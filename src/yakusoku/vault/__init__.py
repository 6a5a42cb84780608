"""Case keys kept outside the database, sealed blobs, keyed digests, and destruction with its honest date."""
