/**
 * Sarbanes-Oxley Act, section 802 (17 CFR 210.2-06): records of an audit are kept for seven years, leap days counted.
 */
export const SOX_TRAIL_DAYS = 7 * 365 + 2;

/** PCI DSS 4.0.1, requirement 10.5.1: audit logs are kept for twelve months, of which three are at hand. */
export const PCI_LOG_DAYS = 365;
