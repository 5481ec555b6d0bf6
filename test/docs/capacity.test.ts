import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { capacityModel } from "../../src/model/capacity/capacity-model";
import type { CapacityModel } from "../../src/model/capacity/demand";
import { figure } from "../../src/model/capacity/figures";
import { filedSubject } from "../../src/model/capacity/filed-subject";
import { checkText } from "../check/check-text";
import { blocksOf, readPage, replay } from "../support/page";

const PAGE = readPage("docs/capacity.md");
const PLAN = readFileSync(join(__dirname, "../fixtures/ok/capacity.yaml"), "utf8");
const [CAPACITY = "", MEASURED = ""] = blocksOf(PAGE, "yaml");

function modelOf(text: string): CapacityModel {
  const { files, pretty } = checkText(text);
  const [file] = files;
  if (!file) throw new Error(pretty);
  const filed = filedSubject(file);
  const model = filed && capacityModel(filed.cell);
  if (!model) throw new Error("the plan names no users to carry");
  return model;
}

describe("the page on capacity", () => {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "opsplan-capacity-page-"));
  beforeAll(() => {
    process.chdir(folder);
    writeFileSync("plan.yaml", PLAN);
    writeFileSync("short.yaml", PLAN.replace("max: 90", "max: 60"));
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(blocksOf(PAGE, "console"))("shows what a command prints: %s", (block) => {
    const { printed, shown } = replay(block);
    expect(printed).toBe(shown);
  });

  it("starts from the plan that it shows", () => {
    expect(PLAN).toContain(CAPACITY.split("\n")[1]);
  });

  it("has the numbers of the model in its table", () => {
    const { levels } = modelOf(PLAN);
    const rows = [...PAGE.matchAll(/^\| (\w+): ([^|]+?) +\|(.+)\|$/gm)];
    expect(rows).toHaveLength(7);
    for (const [, name, unit, cells = ""] of rows) {
      const demands = levels.map(({ demands: all }) => {
        return all.find(({ subject, unit: other }) => subject.name === name && other === unit);
      });
      const numbers = [...demands.map((demand) => demand?.needed ?? -1), demands[0]?.limit ?? -1].map(figure);
      expect(cells.split("|").map((cell) => cell.trim())).toEqual(numbers);
    }
    const heads = levels.map(({ multiple }) => `${multiple}x`);
    expect(
      PAGE.match(/^\| what .*\|$/m)?.[0]
        .split("|")
        .map((cell) => cell.trim()),
    ).toEqual(expect.arrayContaining([...heads, "at most"]));
  });

  it("shows measured numbers that a plan takes, and what they change", () => {
    const measured = parse(MEASURED);
    const plan = parse(PLAN);
    const [api, mailer] = plan.services;
    const [trips, ...stores] = plan.dataStores;
    const model = modelOf(
      JSON.stringify({
        ...plan,
        services: [{ ...api, ...measured.services[0] }, mailer],
        dataStores: [{ ...trips, ...measured.dataStores[0] }, ...stores],
      }),
    );
    const tasks = model.target.demands.find(({ subject }) => subject.name === "api");
    expect(tasks?.needed).toBe(56);
    expect(tasks?.arithmetic).toContain("4,000 requests/s ÷ 72/s per task = 55.56");
  });
});
