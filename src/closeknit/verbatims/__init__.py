"""Their words, sentence by sentence, and what they are heard as; finding them again."""
