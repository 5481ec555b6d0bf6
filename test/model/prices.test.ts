import { PRICE_NAMES } from "../../src/model/prices/price-names";
import { PRICED_REGIONS, pricesOf, tableNames } from "../../src/model/prices/price-table";

describe("the price table", () => {
  it("has every price of every region, above nothing and below a hundred dollars", () => {
    for (const region of PRICED_REGIONS) {
      const { prices } = pricesOf(region);
      for (const name of tableNames()) {
        expect([region, name, (prices.get(name) ?? 0) > 0 && (prices.get(name) ?? 0) < 100]).toEqual([
          region,
          name,
          true,
        ]);
      }
    }
  });

  it("has names that a plan may write", () => {
    expect(tableNames().filter((name) => !/^[a-z][a-z0-9-]{0,62}$/.test(name))).toEqual([]);
    expect(tableNames()).toEqual(
      expect.arrayContaining([...PRICE_NAMES, "ec2-m7g-2xlarge-hour", "cache-t4g-small-hour"]),
    );
  });

  it("reckons sizes from their family", () => {
    const { prices } = pricesOf("eu-west-1");
    expect(prices.get("ec2-m7g-xlarge-hour")).toBe(0.1819);
    expect(prices.get("ec2-m7g-4xlarge-hour")).toBe(0.7276);
    expect(prices.get("ec2-t4g-small-hour")).toBe(0.0184);
    expect(prices.get("cache-r7g-2xlarge-hour")).toBe(0.972);
  });

  it.each([
    ["eu-west-2", "eu-west-2"],
    ["eu-south-2", "eu-central-1"],
    ["ap-northeast-1", "ap-southeast-1"],
    ["sa-east-1", "us-east-1"],
    ["us-west-1", "us-east-1"],
  ])("prices %s as %s", (region, used) => {
    expect(pricesOf(region).region).toBe(used);
  });
});
