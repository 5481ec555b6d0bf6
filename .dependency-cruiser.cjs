/*
 * The pipeline's arrows: parse → check → resolve → constructs and evidence → emit. What is not allowed here does not
 * exist: every folder of src is listed with what it may import.
 */
const stage = (name, allowed, why) => ({
  name: `arrows-of-${name}`,
  comment: why,
  severity: "error",
  from: { path: `^src/${name}/` },
  to: { path: "^(src|stacks)/", pathNot: [name, ...allowed].map((folder) => `^src/${folder}(/|\\.ts$)`) },
});

module.exports = {
  forbidden: [
    stage("diagnostics", [], "Diagnostics are the vocabulary that every stage reports in: they know no stage."),
    stage("model", [], "The model is the vocabulary that every stage speaks: it knows no stage, and does no I/O."),
    stage("parse", ["diagnostics", "model"], "Parsing knows text and layers, not what the values mean."),
    stage("check", ["diagnostics", "model", "parse"], "Checks read a located document and report."),
    stage("resolve", ["diagnostics", "model", "parse"], "Resolving fills every default once; nothing after it does."),
    stage("planning", ["model", "diagnostics", "parse", "evidence"], "Planning judges a plan against its evidence."),
    stage("evidence", ["model"], "Evidence is read off the construct tree, whatever the constructs are."),
    stage("constructs", ["model", "evidence"], "Constructs turn a plan into resources and declare what they provide."),
    stage(
      "emit",
      ["model", "evidence", "planning"],
      "Documents are written from the plan and evidence, never from constructs.",
    ),
    {
      name: "arrows-of-stacks",
      comment: "A stack class composes constructs. Only the entry point of `cdktf synth` starts the whole compiler.",
      severity: "error",
      from: { path: "^stacks/", pathNot: "^stacks/main\\.ts$" },
      to: { path: "^src/", pathNot: "^src/(constructs|model|evidence)/" },
    },
    {
      name: "cdktf-stays-inside",
      comment:
        "CDKTF's maintenance ended in December 2025 and a community fork keeps its API: a move must be a change of package names in these folders.",
      severity: "error",
      from: { path: "^(src|scripts)/", pathNot: "^src/(constructs|evidence)/" },
      to: { path: "node_modules/(cdktf|constructs|@cdktf)/" },
    },
    {
      name: "io-at-the-edge",
      comment: "File system, environment and console belong to the command line, so that every stage is a function.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/cli/" },
      to: { path: "^(node:)?(fs|fs/promises|child_process|process|os|readline|http|https|net)$" },
    },
    {
      name: "no-cycles",
      comment: "A cycle has no first file to read.",
      severity: "error",
      from: { path: "^(src|stacks)/" },
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment: "A file that nothing imports is dead, or forgotten.",
      severity: "error",
      from: { orphan: true, path: "^(src|stacks)/" },
      to: {},
    },
    {
      name: "not-to-dev-dependencies",
      comment: "What users install has no development dependencies.",
      severity: "error",
      from: { path: "^(src|stacks)/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], pathNot: "node_modules/@types/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|cdktf.out)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
