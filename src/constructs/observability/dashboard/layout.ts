import { type DashboardBody, GRID_WIDTH, type PlacedWidget, type Widget } from "./widget";

/** Widgets that belong side by side, under a heading of their own. */
export interface Section {
  readonly title: string;
  readonly widgets: readonly Widget[];
  /** The dashboard that shows the same, so that a page too large for CloudWatch can leave it out. */
  readonly alsoOn?: string;
}

/** Places the sections below each other, their widgets from left to right; sections without widgets are left out. */
export function layOut(sections: readonly Section[]): DashboardBody {
  const widgets: PlacedWidget[] = [];
  let y = 0;
  for (const section of sections) {
    if (section.widgets.length === 0) continue;
    const { placed, bottom } = flow([heading(section.title), ...section.widgets], y);
    widgets.push(...placed);
    y = bottom;
  }
  return { widgets };
}

function heading(title: string): Widget {
  return { type: "text", width: GRID_WIDTH, height: 1, properties: { markdown: `## ${title}` } };
}

/** A line is as high as its highest widget; what no longer fits beside the others begins the next. */
function flow(widgets: readonly Widget[], top: number): { readonly placed: PlacedWidget[]; readonly bottom: number } {
  const placed: PlacedWidget[] = [];
  let x = 0;
  let y = top;
  let height = 0;
  for (const widget of widgets) {
    if (x + widget.width > GRID_WIDTH) {
      x = 0;
      y += height;
      height = 0;
    }
    placed.push({ ...widget, x, y });
    x += widget.width;
    height = Math.max(height, widget.height);
  }
  return { placed, bottom: y + height };
}
