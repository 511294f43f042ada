"""What all pages share: the frame, the one stylesheet, security headers, who is signed in."""
