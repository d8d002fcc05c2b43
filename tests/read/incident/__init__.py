"""What a document says of its incident."""
