"""Auth: who somebody is, how they prove it, on which device, and for how long.

It owns accounts, sessions, devices, invitations, codes by message and the pauses after wrong
passwords.  It never knows a patient's record or a booking, and decides nothing about them: other
houses get an actor and hold their own policies.

Words: an *account* is somebody who signs in; staff belong to one clinic and sign in by e-mail and
password, a patient is a telephone number.  A *session* is one signed-in browser; its *access token*
is shown at each request and its *refresh token* (a cookie) buys the next one, once.  A *device* is a
browser's own key pair; a *proof* is something it has signed.  A *second factor* is a code from an
authenticator app, or a *recovery code* in its place.  An *invitation* is a link with which somebody
sets a password.  A *challenge* is a code that was sent to a telephone and is waited for.
"""
