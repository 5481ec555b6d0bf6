import { DAYS_OUT_OF_SIGHT, LEAST_DAYS, LEAST_FIT } from "../../../model/forecast";
import { SECONDS_PER_DAY } from "../../../model/units/duration";
import { quoted } from "../../core/state-machine/jsonata";
import { NOW } from "../recorder/metric-data";
import type { DailyFigure } from "./forecast";

const HOURS_PER_DAY = 24;

/** Hours of a day that reach the figure which stands for it, see {@link DailyFigure}. */
const BUSY_HOURS = 3;

const DAY = SECONDS_PER_DAY * 1000;

/**
 * JSONata: days from now until a series reaches a limit. Points are {x: days from now, below zero; y: the day's figure;
 * w: the day of the week, by number}. Per day of the week sums of squares and products about its own means; the slope is
 * their Sxy ÷ Sxx, R² their Sxy² ÷ (Sxx × Syy). The day of the week whose line is the highest reaches the limit first.
 */
export function daysUntil(id: string, limit: number, figure: DailyFigure): string {
  const about = (a: string, b: string) => `$sum($own.((${a} - $m${a}) * (${b} - $m${b})))`;
  const week = [
    "$week := [0..6].($w := $",
    "$own := $days[w = $w]",
    "$mx := $average($own.x)",
    "$my := $average($own.y)",
    `{"mx": $mx, "my": $my, "xx": ${about("x", "x")}, "xy": ${about("x", "y")}, "yy": ${about("y", "y")}})`,
  ].join("; ");
  return [
    `($series := $states.result.MetricDataResults[Id=${quoted(id)}]`,
    `$days := ${POINTS[figure]}`,
    `$count($days) < ${LEAST_DAYS} ? ${DAYS_OUT_OF_SIGHT} : (${week}`,
    "$xx := $sum($week.xx)",
    "$xy := $sum($week.xy)",
    `$xy <= 0 or $xy * $xy < ${LEAST_FIT} * $xx * $sum($week.yy) ? ${DAYS_OUT_OF_SIGHT} : ($slope := $xy / $xx`,
    `$top := $max($week.(my - $slope * mx))`,
    `$max([0, $min([${DAYS_OUT_OF_SIGHT}, (${limit} - $top) / $slope])]))))`,
  ].join("; ");
}

/**
 * A day stands at its middle. A day at zero has no data, or nothing to extrapolate: a new service's days before its
 * first are no trend.
 */
const POINTS: Readonly<Record<DailyFigure, string>> = {
  peak: [
    "$series.Values#$i[$ > 0].($at := $toMillis($series.Timestamps[$i])",
    `{"x": ($at - ${NOW}) / ${DAY} + 0.5, "y": $, "w": $floor($at / ${DAY}) % 7})`,
  ].join("; "),
  // Every hour is there, filled, newest first; the last of them ended when the execution began, or within the hour.
  "busy-hours": [
    `$map($partition($append([], $series.Values), ${HOURS_PER_DAY}), function($hours, $day) {($busy := $sort($hours)[-${BUSY_HOURS}]`,
    '$busy > 0 ? {"x": -$day - 0.5, "y": $busy, "w": $day % 7})})',
  ].join("; "),
};
