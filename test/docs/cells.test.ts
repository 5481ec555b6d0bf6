import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/cli/synthesize";
import { CELL_HEADER, CELL_VARIABLE, cellOf } from "../../src/model/cells/cell-routing";
import { blocksOf, readPage, replay } from "../support/page";

const PAGE = readPage("docs/cells.md");
const PLAN = readFileSync(join(__dirname, "../fixtures/ok/cells.yaml"), "utf8");
const KINDS = ["foundation", "security", "incident", "data", "services", "edge", "observability"] as const;

type Kind = (typeof KINDS)[number];
// biome-ignore lint/suspicious/noExplicitAny: Terraform JSON of any resource.
type Resource = Record<string, any>;
type Stack = Record<string, Record<string, Resource>>;

describe("the page on cells", () => {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "opsplan-cells-page-"));

  beforeAll(() => {
    process.chdir(folder);
    writeFileSync("plan.yaml", PLAN);
    writeFileSync("clash.yaml", PLAN.replace("- name: worker", "- name: web-2"));
    for (const cells of [1, 2, 3]) {
      const file = `cells-${cells}.yaml`;
      writeFileSync(file, PLAN.replace("cells: 2", `cells: ${cells}`));
      expect(synthesize({ plans: [file], out: `out-${cells}` }).diagnostics).toEqual([]);
    }
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });

  const stack = (cells: number, kind: Kind): Stack =>
    JSON.parse(readFileSync(`out-${cells}/stacks/crm-production-${kind}/cdk.tf.json`, "utf8")).resource;
  const addresses = (resources: Stack) =>
    Object.entries(resources).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));

  it.each(blocksOf(PAGE, "console"))("shows what a command prints: %s", (block) => {
    const { printed, shown } = replay(block);
    expect(printed).toBe(shown);
  });

  it("shows lines of the plan that it goes by", () => {
    for (const line of String(blocksOf(PAGE, "yaml")[0]).trim().split("\n")) expect(PLAN).toContain(`${line}\n`);
  });

  it.each([1, 2])("replaces nothing when %i cells become one more", (cells) => {
    for (const kind of KINDS) {
      const [before, after] = [stack(cells, kind), stack(cells + 1, kind)];
      expect(addresses(after)).toEqual(expect.arrayContaining(addresses(before)));
      for (const [type, resources] of Object.entries(before)) {
        for (const [id, { name, identifier, bucket }] of Object.entries(resources)) {
          const kept = after[type]?.[id];
          expect([type, id, kept?.name, kept?.identifier, kept?.bucket]).toEqual([type, id, name, identifier, bucket]);
        }
      }
    }
  });

  it("gives a container the names of the plan file, whatever its cell", () => {
    const containers = Object.values(stack(2, "services").aws_ecs_task_definition ?? {}).map(
      ({ container_definitions: text }) => JSON.parse(text)[0],
    );
    const variables = (name: string): Readonly<Record<string, string>> => {
      const { environment } = containers.find((container) => container.name === name);
      return Object.fromEntries(environment.map((one: { name: string; value: string }) => [one.name, one.value]));
    };
    expect(Object.keys(variables("web-2"))).toEqual(Object.keys(variables("web")));
    expect([variables("web")[CELL_VARIABLE], variables("web-2")[CELL_VARIABLE]]).toEqual(["1", "2"]);
    expect([variables("web").TENANTS_TABLE, variables("web-2").TENANTS_TABLE]).toEqual([
      "crm-production-tenants",
      "crm-production-tenants-2",
    ]);
  });

  it("lets services meet under the plan's names, each cell in a namespace of its own", () => {
    const connect = Object.entries(stack(2, "services").aws_ecs_service ?? {}).map(([id, service]) => {
      const { namespace, service: offers } = service.service_connect_configuration;
      return [id, namespace.split(".")[1], offers?.[0].discovery_name, offers?.[0].client_alias.dns_name];
    });
    expect(connect.sort()).toEqual([
      ["web-2_service", "shared_compute_namespace_2", "web", "web"],
      ["web_service", "shared_compute_namespace", "web", "web"],
      ["worker-2_service", "shared_compute_namespace_2", undefined, undefined],
      ["worker_service", "shared_compute_namespace", undefined, undefined],
    ]);
  });

  it("asks for the header in rules of further cells alone", () => {
    const rules = stack(3, "services").aws_lb_listener_rule ?? {};
    const asked = Object.entries(rules).map(([id, { condition }]) => [
      id,
      ...condition.flatMap((one: Resource) => (one.http_header ? one.http_header.values : [])),
    ]);
    expect(asked.sort()).toEqual([["web-2_route_rule", "2"], ["web-3_route_rule", "3"], ["web_route_rule"]]);
    expect(JSON.stringify(rules["web-2_route_rule"])).toContain(`"http_header_name":"${CELL_HEADER}"`);
  });

  it("puts the router before everything that is asked, and its header into what is cached", () => {
    expect(stack(1, "edge").aws_cloudfront_function).toBeUndefined();
    const { aws_cloudfront_function: functions, aws_cloudfront_distribution: distributions } = stack(2, "edge");
    expect(functions?.cdn_cell_router_function).toMatchObject({
      name: "crm-production-cells",
      runtime: "cloudfront-js-2.0",
      publish: true,
    });
    const behavior = distributions?.cdn_distribution?.default_cache_behavior;
    expect(behavior.function_association.map((one: Resource) => one.event_type)).toEqual([
      "viewer-request",
      "viewer-response",
    ]);
  });

  it("tells what moves", () => {
    const keys = Array.from({ length: 6000 }, (_, index) => `tenant-${index}`);
    const moved = (cells: number) => keys.filter((key) => cellOf(key, cells) !== cellOf(key, cells + 1)).length / 6000;
    expect(moved(1)).toBeCloseTo(1 / 2, 1);
    expect(moved(2)).toBeCloseTo(1 / 3, 1);
  });
});
