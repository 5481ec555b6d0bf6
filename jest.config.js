// Markdown libraries ship as ES modules only; Jest's CommonJS loader needs them transformed like our own sources.
const ES_MODULES = [
  "bail",
  "ccount",
  "character-entities.*",
  "comma-separated-tokens",
  "decode-named-character-reference",
  "devlop",
  "escape-string-regexp",
  "is-plain-obj",
  "longest-streak",
  "markdown-table",
  "mdast-util-.*",
  "micromark.*",
  "trim-lines",
  "trough",
  "unified",
  "unist-util-.*",
  "vfile.*",
  "zwitch",
];

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  globalSetup: "<rootDir>/test/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/support/global-teardown.ts",
  transform: {
    "\\.[jt]s$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2023" }, module: { type: "commonjs" } },
    ],
  },
  // CDKTF takes a stack trace of every token, a third of a synthesis, and the app of stacks/app.ts writes none of them.
  moduleNameMapper: { "^\\.{1,2}/(.*/)?stack-trace$": "<rootDir>/test/support/no-stack-trace.ts" },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join("|")})/)`],
  // A synthesis takes seconds on a loaded machine; a hang is caught by CI's own limit.
  testTimeout: 60_000,
  // Both cores: Jest keeps one for itself otherwise.
  maxWorkers: 2,
};
