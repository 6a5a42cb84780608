"""Case keys kept outside the database, sealed blobs and keyed digests."""
