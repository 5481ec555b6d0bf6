import { managedRules } from "../../../src/constructs/security/config/managed-rules";
import { CONTROLS, rulesOf } from "../../../src/model/catalogue/controls/controls";
import { COMPLIANCE_STANDARDS } from "../../../src/model/schema/requirements";
import { blueprintPlan } from "../../support/blueprint-plan";
import { underStandards } from "../../support/standards-plan";

const ALL = COMPLIANCE_STANDARDS.flatMap((standard) => CONTROLS[standard]);

describe("controls", () => {
  it("are enough to speak of a standard", () => {
    expect(CONTROLS["pci-dss"].length).toBeGreaterThanOrEqual(40);
    expect(CONTROLS.sox.length).toBeGreaterThanOrEqual(15);
    expect(CONTROLS.gdpr.length).toBeGreaterThanOrEqual(15);
  });

  it("cover all twelve requirements of PCI DSS, each under its own number and in order", () => {
    const major = CONTROLS["pci-dss"].map(({ id }) => Number(id.split(".")[0]));
    expect([...new Set(major)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const { id, group } of CONTROLS["pci-dss"]) {
      expect(id).toMatch(/^\d+\.\d+\.\d+(\.\d+)?$/);
      expect(group).toMatch(new RegExp(`^${id.split(".")[0]}\\. `));
    }
  });

  it("cover the Act's sections and the three domains, and the articles on security, breach, erasure and transfer", () => {
    const sox = CONTROLS.sox.map(({ id }) => id);
    expect(sox).toEqual(expect.arrayContaining(["302", "404", "802", "ITGC-CM-1", "ITGC-AC-1", "ITGC-OP-1"]));
    const articles = new Set(CONTROLS.gdpr.map(({ id }) => id.replace(/\(.*/, "")));
    expect([...articles]).toEqual(
      expect.arrayContaining([
        "Art. 5",
        "Art. 17",
        "Art. 25",
        "Art. 28",
        "Art. 30",
        "Art. 32",
        "Art. 33",
        "Art. 34",
        "Art. 44",
      ]),
    );
  });

  it.each(COMPLIANCE_STANDARDS)("of %s have ids of their own", (standard) => {
    const ids = CONTROLS[standard].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("are each shown by something, or by somebody", () => {
    const empty = ALL.filter(
      ({ capabilities, contributing, types, rules, documents, remains }) =>
        [capabilities, contributing, types, rules, documents].every((list) => list.length === 0) && remains === null,
    );
    expect(empty).toEqual([]);
  });

  it("name no rule that no plan gets", () => {
    const shop = blueprintPlan("production", underStandards());
    const direct = blueprintPlan(
      "production",
      underStandards((tree) => {
        tree.edge = { ...tree.edge, cdn: false };
      }),
    );
    const made = new Set([...managedRules(shop), ...managedRules(direct)].map(({ identifier }) => identifier));
    const named = COMPLIANCE_STANDARDS.flatMap(rulesOf);
    expect(named.filter((identifier) => !made.has(identifier))).toEqual([]);
  });
});
