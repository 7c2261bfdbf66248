"""The world outside: object stores, gateways, messengers.  Only the bootstrap comes here."""
