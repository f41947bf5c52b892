"""Files out (and later in): rows become neutral records, formats turn records into text."""
