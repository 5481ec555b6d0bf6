/** Longest file read: no plan comes near it, and parsing stays below a second. */
export const MAX_BYTES = 1_048_576;

/** Deepest nesting: the schema needs about ten levels; parsers and the stages after them recurse. */
export const MAX_DEPTH = 64;

/** Most values of a file once aliases are expanded: bounds what a small file can grow to. */
export const MAX_VALUES = 50_000;

/** Most blueprints that build on each other. */
export const MAX_BLUEPRINTS = 5;

/** Most syntax errors shown of one file: further ones mostly follow from the first. */
export const MAX_SYNTAX_ERRORS = 10;
