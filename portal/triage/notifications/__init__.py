"""What the staff are told by themselves: that there is news, and never what it says."""
