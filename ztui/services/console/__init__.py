"""The API console: any operation of the contract as a form, sent and shown."""
