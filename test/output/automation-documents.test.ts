import { automationDocuments, schemaFaults, semanticFaults } from "../support/ssm-document";
import { shippedOutput } from "../support/synthesis";

const documents = automationDocuments(shippedOutput());
const cases = documents.map(({ stack, name, document }) => [name, stack, document] as const);

const OPERATION = /-(restart|scale-out|restore-bounds|roll-back|fail-over|redrive-dead-letters)$/;

/** AWS's limit on a document's content, in bytes (Systems Manager quotas). */
const MAX_BYTES = 64 * 1024;

describe("the shipped blueprint's Automation runbooks", () => {
  it("are written for each environment", () => {
    const operations = (environment: string) =>
      documents
        .map(({ name }) => name)
        .filter((name) => name.startsWith(`ecommerce-operational-excellence-${environment}-`))
        .map((name) => name.slice(`ecommerce-operational-excellence-${environment}-`.length))
        .filter((name) => /^(checkout|storefront|fulfilment|orders|sessions|catalog|order-events)-/.test(name))
        .sort();
    const services = ["checkout", "fulfilment", "storefront"].flatMap((service) =>
      ["restart", "restore-bounds", "roll-back", "scale-out"].map((operation) => `${service}-${operation}`),
    );
    const queue = "order-events-redrive-dead-letters";
    expect(operations("production")).toEqual([...services, queue, "orders-fail-over", "sessions-fail-over"].sort());
    // A small environment has a writer and a node alone: nothing could take over.
    expect(operations("staging")).toEqual([...services, queue].sort());
  });

  it.each(cases)("%s is what the schema asks for", (_name, _stack, document) => {
    expect(schemaFaults(document)).toEqual([]);
  });

  it.each(cases)("%s leads from its first step to its last, and calls what AWS knows", (_name, _stack, document) => {
    expect(semanticFaults(document)).toEqual([]);
  });

  it.each(cases)("%s fits into a document", (_name, _stack, document) => {
    expect(Buffer.byteLength(JSON.stringify(document))).toBeLessThan(MAX_BYTES);
  });

  it.each(cases.filter(([name]) => OPERATION.test(name)))("%s fails safely", (_name, _stack, document) => {
    expect(document.mainSteps.some(({ onFailure }) => onFailure === "Continue")).toBe(false);
    expect(document.mainSteps.at(-1)?.isEnd).toBe(true);
  });
});
