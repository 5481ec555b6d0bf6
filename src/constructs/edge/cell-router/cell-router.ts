import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudfrontOriginRequestPolicy } from "@cdktf/provider-aws/lib/cloudfront-origin-request-policy";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import { CELL_HEADER } from "../../../model/cells/cell-routing";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { EDGE } from "../edge-subject";
import { routerScript } from "./router-script";

/** CloudFront's limits: 64 characters for a function's name, 128 for a policy's (API reference). */
const FUNCTION_NAME_MAX_LENGTH = 64;
const POLICY_NAME_MAX_LENGTH = 128;

/** Divides users between the cells of a plan, before anything of a cell is asked. */
export class CellRouter extends Construct {
  readonly functionArn: string;
  /** Origin request policy of what is cached: the cell goes with a request, and is no part of the key. */
  readonly cachedRequestPolicyId: string;

  constructor(scope: Construct, id: string, { plan, cells }: { readonly plan: Plan; readonly cells: number }) {
    super(scope, id);
    const router = new CloudfrontFunction(this, "function", {
      name: resourceName(plan, ["cells"], FUNCTION_NAME_MAX_LENGTH),
      comment: `Divides users between ${cells} cells`,
      runtime: "cloudfront-js-2.0",
      publish: true,
      code: routerScript(cells, plan.edge.cellKey),
    });
    provides(router, EDGE, "cell");
    this.functionArn = router.arn;
    const policy = new CloudfrontOriginRequestPolicy(this, "cached_request", {
      name: resourceName(plan, ["cells"], POLICY_NAME_MAX_LENGTH),
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "whitelist", headers: { items: [CELL_HEADER] } },
      queryStringsConfig: { queryStringBehavior: "none" },
    });
    this.cachedRequestPolicyId = policy.id;
  }
}

/** null in a plan of one cell. */
export function cellRouter(scope: Construct, plan: Plan): CellRouter | null {
  const cells = plan.capacity === null ? 1 : plan.capacity.cells;
  return cells === 1 ? null : new CellRouter(scope, "cell_router", { plan, cells });
}
