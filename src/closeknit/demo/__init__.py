"""The demo company: our own invention, in plain files, loaded through the readers and operations that anyone's data go through."""
