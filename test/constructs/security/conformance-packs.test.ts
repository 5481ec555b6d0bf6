import { parse } from "yaml";
import { conformancePackTemplate } from "../../../src/constructs/security/config/conformance-pack-template";
import { type SynthesisedFoundation, synthFoundation } from "../../support/foundation-stacks";
import { underStandards } from "../../support/standards-plan";

const PREFIX = "ecommerce-operational-excellence-production-";

interface PackResource {
  readonly Type: string;
  readonly Properties: {
    readonly ConfigRuleName: string;
    readonly InputParameters?: Readonly<Record<string, string>>;
    readonly Source: { readonly Owner: string; readonly SourceIdentifier: string };
  };
}

function rulesIn(stacks: SynthesisedFoundation, id: string): readonly PackResource["Properties"][] {
  const body = String(stacks.security.get("aws_config_conformance_pack", id).template_body);
  const { Resources } = parse(body) as { Resources: Readonly<Record<string, PackResource>> };
  return Object.values(Resources).map(({ Type, Properties }) => {
    expect(Type).toBe("AWS::Config::ConfigRule");
    return Properties;
  });
}

describe("conformance packs", () => {
  let stacks: SynthesisedFoundation;
  const ids = ["pack_sox", "pack_pci_dss", "pack_gdpr"];

  beforeAll(() => {
    stacks = synthFoundation("production", underStandards());
  });

  it("are one for each standard, made once AWS Config records", () => {
    expect(stacks.security.ids("aws_config_conformance_pack")).toEqual([...ids].sort());
    for (const pack of stacks.security.all("aws_config_conformance_pack")) {
      expect(pack.depends_on).toEqual(["aws_config_configuration_recorder_status.configuration_recording"]);
    }
  });

  it("hold the rules that watch the standard's controls, and no other standard's", () => {
    const of = (id: string) => rulesIn(stacks, id).map(({ Source }) => Source.SourceIdentifier);
    expect(of("pack_pci_dss")).toEqual(
      expect.arrayContaining(["RDS_STORAGE_ENCRYPTED", "CW_LOGGROUP_RETENTION_PERIOD_CHECK"]),
    );
    expect(of("pack_gdpr")).toContain("DYNAMODB_PITR_ENABLED");
    expect(of("pack_gdpr")).not.toContain("IAM_PASSWORD_POLICY");
    expect(of("pack_sox")).toContain("IAM_PASSWORD_POLICY");
  });

  it("give parameters where AWS's own values are others", () => {
    const parameters = (identifier: string) =>
      rulesIn(stacks, "pack_pci_dss").find(({ Source }) => Source.SourceIdentifier === identifier)?.InputParameters;
    expect(parameters("ACCESS_KEYS_ROTATED")).toEqual({ maxAccessKeyAge: "90" });
    expect(parameters("CW_LOGGROUP_RETENTION_PERIOD_CHECK")).toEqual({
      LogGroupNames: "/opsplan/ecommerce-operational-excellence/production/",
      MinRetentionTime: "365",
    });
    expect(parameters("RDS_STORAGE_ENCRYPTED")).toBeUndefined();
  });

  it("take the place of the plan's own rules: none is charged twice beside a pack", () => {
    const packed = new Set(ids.flatMap((id) => rulesIn(stacks, id).map(({ Source }) => Source.SourceIdentifier)));
    const alone = stacks.security
      .all("aws_config_config_rule")
      .map(({ source }) => (source as { source_identifier: string }).source_identifier);
    expect(alone.filter((identifier) => packed.has(identifier))).toEqual([]);
  });

  it("open one ticket for one deviation: the plan's name begins a rule's name in one pack only", () => {
    const heard = ids.flatMap((id) =>
      rulesIn(stacks, id).filter(({ ConfigRuleName }) => ConfigRuleName.startsWith(PREFIX)),
    );
    const all = new Set(ids.flatMap((id) => rulesIn(stacks, id).map(({ Source }) => Source.SourceIdentifier)));
    const identifiers = heard.map(({ Source }) => Source.SourceIdentifier);
    expect(identifiers.length).toBe(all.size);
    expect(new Set(identifiers)).toEqual(all);
  });

  it("keep names short enough for what AWS Config puts behind them", () => {
    for (const { ConfigRuleName } of ids.flatMap((id) => rulesIn(stacks, id))) {
      expect(`${ConfigRuleName}-conformance-pack-abcdefghi`.length).toBeLessThanOrEqual(128);
    }
  });

  it("are left out without standards, and without AWS Config", () => {
    expect(synthFoundation().security.ids("aws_config_conformance_pack")).toEqual([]);
    const off = synthFoundation(
      "production",
      underStandards((tree) => {
        tree.security.configRules = false;
      }),
    );
    expect(off.security.ids("aws_config_conformance_pack")).toEqual([]);
  });

  it("refuse to grow over what AWS Config takes", () => {
    const rules = Array.from({ length: 131 }, (_, index) => ({
      name: `rule-${index}`,
      identifier: `RULE_${index}`,
      words: "words",
      parameters: {},
    }));
    expect(() => conformancePackTemplate(rules)).toThrow("130 are allowed");
    const [first] = rules;
    const long = { ...first, name: "a", identifier: "A", parameters: {}, words: "w".repeat(52_000) };
    expect(() => conformancePackTemplate([long])).toThrow("51200 are allowed");
  });
});
