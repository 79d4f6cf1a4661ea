"""Words: cutting them to sentences, knowing their language, embedding them, hearing what they say."""
