"""What a document says of its incident: title, day, severity, ID, status, roles."""
