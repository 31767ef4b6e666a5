"""Where it happens and who takes part: names as written become codes and organisations."""
