import { TERRAFORM_RELEASE } from "../../../../model/terraform-release";
import { script } from "../../buildspec/buildspec";

/** Puts Terraform first on the path, or fails when the archive is not the one that was pinned. */
export function installTerraform(): string {
  const { file, url, checksum } = TERRAFORM_RELEASE;
  return script(
    "curl --fail --silent --show-error --location --retry 3 \\",
    `  --output "$WORK/${file}" "${url}"`,
    `echo "${checksum}  $WORK/${file}" | sha256sum --check --quiet`,
    `unzip -q -o -d "$WORK/bin" "$WORK/${file}" terraform`,
    'export PATH="$WORK/bin:$PATH"',
  );
}
