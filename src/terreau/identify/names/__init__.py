"""What a name of an organisation is made of, as French administrations write them. Pure."""
