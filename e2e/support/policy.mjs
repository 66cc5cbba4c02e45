// The one Content-Security-Policy (quality sheet, section 8), for pages that a test serves itself.
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";
export const TRUSTED_TYPES = "require-trusted-types-for 'script'";
