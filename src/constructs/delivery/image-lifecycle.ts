/** Images that can be rolled back to: at ten deployments a week, five weeks. */
const IMAGES_KEPT = 50;
const UNTAGGED_IMAGE_DAYS = 7;

/**
 * Which images ECR keeps. It applies rules by priority, and an image that a rule selects is safe from those after it;
 * the one for any image must come last (ECR user guide, lifecycle policies).
 *
 * @param always tags whose image stays whatever its age
 */
export function keptImages(always: readonly string[]): string {
  const rules = [
    ...always.map((tag) => ({
      description: `The image with the tag ${tag} stays`,
      selection: { tagStatus: "tagged", tagPatternList: [tag], countType: "imageCountMoreThan", countNumber: 1 },
      action: { type: "expire" },
    })),
    {
      description: `Untagged images go after ${UNTAGGED_IMAGE_DAYS} days`,
      selection: {
        tagStatus: "untagged",
        countType: "sinceImagePushed",
        countUnit: "days",
        countNumber: UNTAGGED_IMAGE_DAYS,
      },
      action: { type: "expire" },
    },
    {
      description: `The last ${IMAGES_KEPT} images stay`,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: IMAGES_KEPT },
      action: { type: "expire" },
    },
  ];
  return JSON.stringify({ rules: rules.map((rule, index) => ({ rulePriority: index + 1, ...rule })) });
}
