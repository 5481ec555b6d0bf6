import { script } from "../../buildspec/buildspec";

/** The release that reads the state; any release of Terraform 1 reads what another one wrote. */
const VERSION = "1.11.4";
/** SHA-256 of its archive for 64-bit Linux, as its publisher's list of checksums has it. */
const CHECKSUM = "1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc";

/** Puts Terraform first on the path, or fails when the archive is not the one that was pinned. */
export function installTerraform(): string {
  const file = `terraform_${VERSION}_linux_amd64.zip`;
  return script(
    "curl --fail --silent --show-error --location --retry 3 \\",
    `  --output "$WORK/${file}" "https://releases.hashicorp.com/terraform/${VERSION}/${file}"`,
    `echo "${CHECKSUM}  $WORK/${file}" | sha256sum --check --quiet`,
    `unzip -q -o -d "$WORK/bin" "$WORK/${file}" terraform`,
    'export PATH="$WORK/bin:$PATH"',
  );
}
