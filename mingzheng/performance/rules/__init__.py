"""Pure rules of this room: values in, values and findings out."""
