/*
 * Actions that the workflow uses, by the commit of a release, which nobody can move as they can a tag. Each is the commit
 * that the release's tag names in the action's own repository.
 */
export const ACTIONS = {
  checkout: { uses: "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1", release: "v7.0.1" },
  setupNode: { uses: "actions/setup-node@820762786026740c76f36085b0efc47a31fe5020", release: "v7.0.0" },
  uploadArtifact: { uses: "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f", release: "v7.0.0" },
  downloadArtifact: { uses: "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c", release: "v8.0.1" },
  awsCredentials: {
    uses: "aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c",
    release: "v6.2.3",
  },
  imageScan: { uses: "anchore/scan-action@e1165082ffb1fe366ebaf02d8526e7c4989ea9d2", release: "v7.4.0" },
} as const;
