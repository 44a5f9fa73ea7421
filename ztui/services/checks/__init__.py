"""What is wrong or wasteful in an account: rules over what is known of it, with the edits that mend what they find."""
