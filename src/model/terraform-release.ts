/**
 * The release that reads the state and applies stacks in builds; any release of Terraform 1 reads what another one wrote.
 * The checksum is the SHA-256 of its archive for 64-bit Linux, as its publisher's list of checksums has it.
 */
const VERSION = "1.11.4";
const FILE = `terraform_${VERSION}_linux_amd64.zip`;

export const TERRAFORM_RELEASE = {
  file: FILE,
  url: `https://releases.hashicorp.com/terraform/${VERSION}/${FILE}`,
  checksum: "1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc",
} as const;
