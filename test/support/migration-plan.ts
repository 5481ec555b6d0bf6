import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Evidence } from "../../src/evidence/evidence";
import type { Plan } from "../../src/model/plan";
import { buildApp } from "../../stacks/app";
import { blueprintPlan } from "./blueprint-plan";

// biome-ignore lint/suspicious/noExplicitAny: tests edit an authored tree of any shape.
type Tree = Record<string, any>;

const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:old/";
const AGENT = "arn:aws:datasync:eu-west-1:111122223333:agent/agent-0a1b2c3d4e5f60718";

function database(name: string, engine: string, port: number, more: Tree = {}): Tree {
  return {
    kind: "database",
    name,
    engine,
    host: `${name}.corp.example.com`,
    port,
    database: "old",
    secret: `${SECRET}${name}-AbCdEf`,
    target: "orders",
    size: "90 GB",
    ...more,
  };
}

function files(name: string, protocol: string, more: Tree = {}): Tree {
  return {
    kind: "files",
    name,
    protocol,
    host: "nas.corp.example.com",
    path: "/export",
    agents: [AGENT],
    target: "papers",
    size: "3 TB",
    ...more,
  };
}

const certificate = (name: string) => ({ certificate: `arn:aws:dms:eu-west-1:111122223333:cert:${name}` });

/** The e-commerce blueprint with something of every kind that moves into it, over a VPN of 1 Gbps. */
export function migrationPlan(change: (tree: Tree) => void = () => {}): Plan {
  return blueprintPlan("production", (tree) => {
    tree.dataStores.push({ name: "papers", engine: "s3" });
    tree.migration = {
      network: {
        kind: "site-to-site-vpn",
        customerGateway: { address: "198.51.100.10", asn: 65_010 },
        ranges: ["192.168.0.0/16"],
        bandwidth: "1 Gbps",
        dnsServers: ["192.168.0.53"],
      },
      sources: [
        database("books", "oracle", 1521, { schemas: ["BOOKS"], ...certificate("books") }),
        database("members", "postgresql", 5432),
        database("shop", "mysql", 3306, { location: "cloud", addresses: ["203.0.113.0/24"], ...certificate("shop") }),
        files("letters", "nfs"),
        files("contracts", "smb", { secret: `${SECRET}contracts-AbCdEf` }),
        { kind: "servers", name: "hosts", count: 6, target: tree.services[0].name },
      ],
      waves: [
        {
          name: "first",
          sources: ["letters", "contracts"],
          cutover: { window: "4h", date: "2026-03-07" },
        },
        {
          name: "second",
          sources: ["books", "members", "shop", "hosts"],
          cutover: { window: "6h" },
          maxLag: "10s",
          rollbackWindow: "7d",
          criteria: ["The trial balance is signed."],
        },
      ],
    };
    change(tree);
  });
}

/** What the whole tree of a plan provides. */
export function evidenceOf(plan: Plan): Evidence {
  const [evidence] = buildApp([plan], mkdtempSync(join(tmpdir(), "opsplan-"))).evidence;
  if (evidence === undefined) throw new Error("no evidence was collected");
  return evidence;
}
