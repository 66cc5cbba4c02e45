//! Numbers of cases and letters (letters sheet 6.2).
