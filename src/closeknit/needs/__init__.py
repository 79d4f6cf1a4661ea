"""What customers want to be able to do or be rid of, standing on evidence; and what people decided about it."""
