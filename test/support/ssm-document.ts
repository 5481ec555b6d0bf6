import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { AWS_OPERATIONS } from "./aws-operations";
import { resourcesOf } from "./synthesis";

/** An Automation runbook as it stands in a document's content. */
export interface AutomationDocument {
  readonly assumeRole?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly mainSteps: readonly DocumentStep[];
  readonly outputs?: readonly string[];
}

export interface DocumentStep {
  readonly name: string;
  readonly action: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly { readonly Name: string; readonly Selector: string }[];
  readonly nextStep?: string;
  readonly onFailure?: string;
  readonly onCancel?: string;
  readonly isEnd?: boolean;
}

interface NamedDocument {
  readonly stack: string;
  readonly name: string;
  readonly document: AutomationDocument;
}

/** Every Automation runbook of an output folder, whatever made it. */
export function automationDocuments(out: string): readonly NamedDocument[] {
  return resourcesOf(out)
    .filter(({ type, body }) => type === "aws_ssm_document" && body.document_type === "Automation")
    .map(({ stack, body }) => ({ stack, name: String(body.name), document: JSON.parse(String(body.content)) }));
}

const SCHEMA = JSON.parse(readFileSync(join(__dirname, "ssm-document.schema.json"), "utf8"));
const validate = new Ajv({
  allErrors: true,
  strictTypes: false,
  strictRequired: false,
  formats: { regex: true },
}).compile(SCHEMA);

/** What the schema finds wrong, a line each: `/mainSteps/0/inputs must have required property 'Api'`. */
export function schemaFaults(document: unknown): readonly string[] {
  if (validate(document)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What the schema cannot see: where steps lead, what references stand for, and whether AWS knows the calls. */
export function semanticFaults(document: AutomationDocument): readonly string[] {
  return [
    ...duplicateFaults(document),
    ...targetFaults(document),
    ...reachFaults(document),
    ...referenceFaults(document),
    ...outputFaults(document),
    ...document.mainSteps.flatMap(callFaults),
  ];
}

function duplicateFaults({ mainSteps }: AutomationDocument): readonly string[] {
  const names = mainSteps.map(({ name }) => name);
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `two steps are called ${name}`);
}

/** Where a step can lead, and whether it has done its work by then. */
interface Edge {
  readonly to: string;
  readonly done: boolean;
}

function edgesOf({ mainSteps }: AutomationDocument, index: number): readonly Edge[] {
  const step = mainSteps[index];
  if (step === undefined) return [];
  const following = step.nextStep ?? mainSteps[index + 1]?.name;
  const onwards = step.isEnd || following === undefined ? [] : [following];
  return [
    ...(step.action === "aws:branch" ? branchTargets(step, onwards) : onwards).map((to) => ({ to, done: true })),
    ...[step.onFailure, step.onCancel].flatMap((way) =>
      way?.startsWith("step:") ? [{ to: way.slice("step:".length), done: false }] : [],
    ),
    ...(step.onFailure === "Continue" ? onwards.map((to) => ({ to, done: false })) : []),
  ];
}

function branchTargets({ inputs }: DocumentStep, onwards: readonly string[]): readonly string[] {
  const { Choices = [], Default } = inputs as { Choices?: readonly { NextStep: string }[]; Default?: string };
  return [...Choices.map(({ NextStep }) => NextStep), ...(Default === undefined ? onwards : [Default])];
}

function targetFaults(document: AutomationDocument): readonly string[] {
  const names = new Set(document.mainSteps.map(({ name }) => name));
  return document.mainSteps.flatMap(({ name }, index) =>
    edgesOf(document, index)
      .filter(({ to }) => !names.has(to))
      .map(({ to }) => `${name} leads to ${to}, which does not exist`),
  );
}

function reachFaults(document: AutomationDocument): readonly string[] {
  const done = doneBefore(document);
  return document.mainSteps.filter(({ name }) => !done.has(name)).map(({ name }) => `${name} is never reached`);
}

/**
 * The steps that have done their work on every way to a step. Steps that no way leads to are left out.
 */
function doneBefore(document: AutomationDocument): ReadonlyMap<string, ReadonlySet<string>> {
  const [first] = document.mainSteps;
  const done = new Map<string, ReadonlySet<string>>(first === undefined ? [] : [[first.name, new Set<string>()]]);
  const open = first === undefined ? [] : [first.name];
  while (open.length > 0) {
    const name = open.pop();
    const index = document.mainSteps.findIndex((step) => step.name === name);
    const before = done.get(name ?? "") ?? new Set<string>();
    for (const edge of edgesOf(document, index)) {
      if (!document.mainSteps.some((step) => step.name === edge.to)) continue;
      const after = edge.done && name !== undefined ? new Set([...before, name]) : before;
      const earlier = done.get(edge.to);
      const both = earlier === undefined ? after : new Set([...earlier].filter((one) => after.has(one)));
      if (earlier !== undefined && both.size === earlier.size) continue;
      done.set(edge.to, both);
      open.push(edge.to);
    }
  }
  return done;
}

/** Outputs that an action has without declaring them (Automation actions reference, the action's page). */
const PREDEFINED: Readonly<Record<string, readonly string[]>> = {
  "aws:executeAutomation": ["ExecutionId", "Status", "Output"],
  "aws:executeScript": ["Payload"],
};

function outputsOf({ action, outputs = [] }: DocumentStep): readonly string[] {
  return [...outputs.map(({ Name }) => Name), ...(PREDEFINED[action] ?? [])];
}

/** References that Automation fills by itself (user guide, "Automation system variables" and Parameter Store). */
const SYSTEM = /^(global|automation|ssm|variable):/;

function referenceFaults(document: AutomationDocument): readonly string[] {
  const { parameters = {}, mainSteps, assumeRole } = document;
  const done = doneBefore(document);
  const faults = mainSteps.flatMap((step) =>
    referencesIn(step.inputs).flatMap((reference) => {
      if (SYSTEM.test(reference)) return [];
      const [source = "", output] = reference.split(".");
      if (output === undefined) {
        return source in parameters ? [] : [`${step.name} refers to ${reference}, which no parameter is called`];
      }
      const producer = mainSteps.find(({ name }) => name === source);
      if (producer === undefined || !outputsOf(producer).includes(output)) {
        return [`${step.name} refers to ${reference}, which no step puts out`];
      }
      return done.get(step.name)?.has(source)
        ? []
        : [`${step.name} refers to ${reference}, which is not there on every way to it`];
    }),
  );
  const used = new Set([...referencesIn(assumeRole), ...mainSteps.flatMap(({ inputs }) => referencesIn(inputs))]);
  const unused = Object.keys(parameters).filter((name) => !used.has(name));
  return [...faults, ...unused.map((name) => `the parameter ${name} is not used`)];
}

function referencesIn(value: unknown): readonly string[] {
  return [...JSON.stringify(value ?? null).matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].map((match) => String(match[1]));
}

function outputFaults({ mainSteps, outputs = [] }: AutomationDocument): readonly string[] {
  return outputs
    .filter((reference) => {
      const [source, output = ""] = reference.split(".");
      const step = mainSteps.find(({ name }) => name === source);
      return !SYSTEM.test(reference) && (step === undefined || !outputsOf(step).includes(output));
    })
    .map((reference) => `the document puts out ${reference}, which no step does`);
}

/** Inputs of Automation's own, beside the parameters of the API. */
const OWN_INPUTS = ["Service", "Api", "PropertySelector", "DesiredValues"];

function callFaults({ name, inputs }: DocumentStep): readonly string[] {
  const { Service: service, Api: operation } = inputs;
  if (typeof service !== "string" || typeof operation !== "string") return [];
  const known = AWS_OPERATIONS[service]?.[operation];
  if (known === undefined) return [`${name} calls ${service} ${operation}, which aws-operations.ts does not know`];
  const given = Object.keys(inputs).filter((key) => !OWN_INPUTS.includes(key));
  return [
    ...known.required.filter((key) => !given.includes(key)).map((key) => `${name} calls ${operation} without ${key}`),
    ...given
      .filter((key) => ![...known.required, ...known.optional].includes(key))
      .map((key) => `${name} calls ${operation} with ${key}, which it does not take`),
  ];
}
