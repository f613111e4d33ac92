"""The Record place: before, during and after a session."""
