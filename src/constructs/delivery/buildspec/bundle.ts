import { script } from "./buildspec";

/** Folder, below the sources, whose content the deployment reads. */
export const BUNDLE_FOLDER = "opsplan-bundle";

/** A command that puts a text into the bundle as it stands. */
export function bundleText(path: string, text: string): string {
  return intoBundle(path, (file) => script(`cat > "${file}" <<'END_OF_FILE'`, text, "END_OF_FILE"));
}

/** A command that puts a text into the bundle with the URI of the image built in place of its one `%s`. */
export function bundleImage(path: string, format: string): string {
  return intoBundle(path, (file) => `printf '${format}' "$IMAGE" > "${file}"`);
}

function intoBundle(path: string, write: (file: string) => string): string {
  const file = `$CODEBUILD_SRC_DIR/${BUNDLE_FOLDER}/${path}`;
  return script(`mkdir -p "$(dirname "${file}")"`, write(file));
}
