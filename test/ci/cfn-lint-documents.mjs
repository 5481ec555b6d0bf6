// Puts every aws_ssm_document of an output folder into one CloudFormation template, which cfn-lint can read:
//   node test/ci/cfn-lint-documents.mjs OUTPUT TEMPLATE
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [output, template] = process.argv.slice(2);
if (output === undefined || template === undefined) throw new Error("give the output folder and the template to write");

const resources = {};
for (const stack of readdirSync(join(output, "stacks")).sort()) {
  const { resource = {} } = JSON.parse(readFileSync(join(output, "stacks", stack, "cdk.tf.json"), "utf8"));
  for (const [id, document] of Object.entries(resource.aws_ssm_document ?? {})) {
    // CloudFormation takes letters and digits only; the numbers keep two ids apart that differ in the rest.
    const name = `${stack}${id}`.replace(/[^A-Za-z0-9]/g, "");
    resources[`${name}${Object.keys(resources).length}`] = {
      Type: "AWS::SSM::Document",
      Properties: {
        Name: document.name,
        DocumentType: document.document_type,
        DocumentFormat: document.document_format ?? "JSON",
        Content: document.document_format === "YAML" ? document.content : JSON.parse(document.content),
      },
    };
  }
}

const count = Object.keys(resources).length;
// Without one, a broken reader would look like sound documents.
if (count === 0) throw new Error(`no aws_ssm_document below ${output}`);
writeFileSync(template, JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", Resources: resources }, null, 2));
console.log(`${count} documents`);
