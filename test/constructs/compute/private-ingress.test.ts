import { blueprintPlan } from "../../support/blueprint-plan";
import { synthServices } from "../../support/compute-stack";

type Tree = Parameters<NonNullable<Parameters<typeof blueprintPlan>[1]>>[0];

function withIngress(privateIngress: Record<string, unknown>) {
  return synthServices(
    blueprintPlan("production", (tree: Tree) => {
      tree.services.push({
        name: "desk",
        runtime: "ecs-fargate",
        image: "public.ecr.aws/nginx/nginx:1.27",
        port: 8080,
        exposure: "internal",
        uses: [],
      });
      tree.security = { privateIngress: { services: ["desk"], ...privateIngress } };
    }),
  );
}

describe("Verified Access", () => {
  const { resources, evidence } = withIngress({ kind: "verified-access" });

  it("leads to the service by its own name, through a load balancer without a public address", () => {
    const endpoint = resources.aws_verifiedaccess_endpoint?.private_ingress_desk_endpoint;
    expect(endpoint).toMatchObject({
      application_domain: expect.stringMatching(/^desk\./),
      endpoint_type: "load-balancer",
      load_balancer_options: { port: 443, protocol: "https" },
    });
    expect(resources.aws_lb?.private_ingress_load_balancer_alb?.internal).toBe(true);
    expect(resources.aws_ecs_service?.desk_service?.load_balancer).toMatchObject([{ container_port: 8080 }]);
    expect(resources.aws_vpc_security_group_ingress_rule?.desk_network_ingress_private_ingress_desk).toMatchObject({
      from_port: 8080,
    });
  });

  it("asks IAM Identity Center who somebody is, and logs what it decided on", () => {
    expect(resources.aws_verifiedaccess_trust_provider?.private_ingress_identity).toMatchObject({
      user_trust_provider_type: "iam-identity-center",
    });
    expect(resources.aws_verifiedaccess_group?.private_ingress_group?.policy_document).toBe(
      "permit(principal, action, resource) when { context.identity.user.email.verified == true };",
    );
    expect(
      resources.aws_verifiedaccess_instance_logging_configuration?.private_ingress_logging?.access_logs,
    ).toMatchObject({ include_trust_context: true });
  });

  it("admits members of the plan's groups alone, as Identity Center or a provider names them", () => {
    const groups = ["c242c5b0-6081-1845-6fa8-6e0d9513c107", "back office"];
    const policyOf = (more: object) =>
      withIngress({ kind: "verified-access", groups, ...more }).resources.aws_verifiedaccess_group
        ?.private_ingress_group?.policy_document;
    expect(policyOf({})).toBe(
      'permit(principal, action, resource) when { context.identity.user.email.verified == true && context.identity has groups && (context.identity.groups has "c242c5b0-6081-1845-6fa8-6e0d9513c107" || context.identity.groups has "back office") };',
    );
    const base = "https://id.example.com";
    const oidc = {
      issuer: base,
      authorizationEndpoint: `${base}/authorize`,
      tokenEndpoint: `${base}/token`,
      userInfoEndpoint: `${base}/userinfo`,
      clientId: "desk",
      secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:idp-AbCdEf",
    };
    expect(policyOf({ oidc })).toBe(
      'permit(principal, action, resource) when { context has identity && context.identity has sub && context.identity has groups && (context.identity.groups.contains("c242c5b0-6081-1845-6fa8-6e0d9513c107") || context.identity.groups.contains("back office")) };',
    );
  });

  it("tells the evidence where it leads", () => {
    const ways = evidence.resources.filter(({ role }) => role === "private-ingress");
    expect(ways.map(({ handles }) => handles)).toEqual([
      { service: "desk", kind: "verified-access", address: expect.stringMatching(/^desk\./) },
    ]);
  });

  it("never sees the secret of an OIDC client", () => {
    const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:idp-AbCdEf";
    const base = "https://id.example.com";
    const oidc = {
      issuer: base,
      authorizationEndpoint: `${base}/authorize`,
      tokenEndpoint: `${base}/token`,
      userInfoEndpoint: `${base}/userinfo`,
      clientId: "desk",
      secret,
    };
    const { resources: own, text } = withIngress({ kind: "verified-access", oidc });
    const provider = own.aws_verifiedaccess_trust_provider?.private_ingress_identity;
    expect(provider.lifecycle.ignore_changes).toEqual(["oidc_options[0].client_secret"]);
    expect(provider.oidc_options.token_endpoint).toBe(`${base}/token`);
    expect(text).not.toContain(secret);
  });
});

describe("VPC Lattice", () => {
  const role = "arn:aws:iam::444455556666:role/partner";
  const { resources } = withIngress({ kind: "vpc-lattice", principals: ["777788889999", role] });

  it("admits the named principals to the network and to the service, and signs every request", () => {
    expect(resources.aws_vpclattice_service_network?.private_ingress_network?.auth_type).toBe("AWS_IAM");
    expect(resources.aws_vpclattice_service?.private_ingress_desk_service?.auth_type).toBe("AWS_IAM");
    for (const id of ["private_ingress_policy", "private_ingress_desk_policy"]) {
      const { Statement } = JSON.parse(resources.aws_vpclattice_auth_policy?.[id]?.policy);
      expect(Statement).toMatchObject([
        { Effect: "Allow", Principal: { AWS: ["777788889999", role] }, Action: "vpc-lattice-svcs:Invoke" },
      ]);
    }
  });

  it("is shared with the accounts of the principals and with no other", () => {
    expect(Object.values(resources.aws_ram_principal_association ?? {}).map(({ principal }) => principal)).toEqual([
      "444455556666",
      "777788889999",
    ]);
  });

  it("has ECS put the tasks behind it, and opens their port to its addresses alone", () => {
    expect(resources.aws_ecs_service?.desk_service?.vpc_lattice_configurations).toMatchObject([{ port_name: "desk" }]);
    expect(resources.aws_vpc_security_group_ingress_rule?.desk_network_ingress_lattice).toMatchObject({
      from_port: 8080,
      to_port: 8080,
      prefix_list_id: expect.stringContaining("private_ingress_lattice_addresses"),
    });
  });
});
