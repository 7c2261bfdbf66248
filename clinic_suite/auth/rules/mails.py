"""What auth writes to its people, in both languages, because nobody has said yet which one they read."""

from __future__ import annotations

from clinic_suite.auth.model import Account, Mail

_RESET = """Namaste {name},

somebody asked for a new password for your account at the clinic. If it was you, open this link within {minutes} minutes:

{link}

If it was not you, do nothing: your password stays as it is.

—

नमस्ते {name},

किसी ने क्लिनिक के आपके खाते के लिए नया पासवर्ड माँगा है। यदि यह आप थे, तो {minutes} मिनट के भीतर यह लिंक खोलें:

{link}

यदि यह आप नहीं थे, तो कुछ न करें: आपका पासवर्ड वही रहेगा।
"""
_CHANGED = """Namaste {name},

the password of your account at the clinic was changed, and other browsers were signed out. If it was not you, tell your clinic's administrator at once.

—

नमस्ते {name},

क्लिनिक के आपके खाते का पासवर्ड बदल दिया गया है और बाकी ब्राउज़र साइन आउट कर दिए गए हैं। यदि यह आपने नहीं किया, तो तुरंत अपने क्लिनिक के व्यवस्थापक को बताएँ।
"""


def reset_mail(account: Account, link: str, minutes: int, *, key: str) -> Mail:
    """The link by which a forgotten password is replaced."""
    text = _RESET.format(name=account.name, minutes=minutes, link=link)
    return Mail(to=account.email, subject="Your new password · आपका नया पासवर्ड", text=text, key=key)


def password_changed_mail(account: Account, *, key: str) -> Mail:
    """That it was changed; it holds nothing that a thief of the mailbox could use."""
    subject = "Your password was changed · आपका पासवर्ड बदल दिया गया"
    return Mail(to=account.email, subject=subject, text=_CHANGED.format(name=account.name), key=key)
