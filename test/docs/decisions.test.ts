import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../docs/decisions");

describe("decisions", () => {
  it("are numbered from one on, each number once, in name and title alike", () => {
    const files = readdirSync(FOLDER).sort();
    expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, index) => index + 1));
    for (const file of files) {
      expect(readFileSync(join(FOLDER, file), "utf8")).toMatch(new RegExp(`^# ${Number(file.slice(0, 4))}\\. `));
    }
  });
});
