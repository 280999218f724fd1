"""What the browser may load: strict in public, the same in our own frame for previews, wider in Wagtail's forms."""

from django.conf import settings
from django.utils.csp import CSP

BACK_OFFICE = "/gestion/"
# The widgets of Wagtail 8 write their scripts in the page and give them no nonce; its styles draw data images.
BACK_OFFICE_CSP = settings.SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "frame-src": [CSP.SELF],
    # The panel of the preview also shows why there is none; other pages stay out of frames by X-Frame-Options.
    "frame-ancestors": [CSP.SELF],
}
PREVIEW_CSP = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}


def content_security_policies(get_response):
    """Give the back office and its previews their own content security policy."""

    def middleware(request):
        response = get_response(request)
        if getattr(request, "is_preview", False):
            response._csp_config = PREVIEW_CSP
        elif request.path.startswith(BACK_OFFICE):
            response._csp_config = BACK_OFFICE_CSP
        return response

    return middleware
