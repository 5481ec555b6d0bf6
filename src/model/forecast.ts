import { SECONDS_PER_DAY } from "./units/duration";

/*
 * How forecasts are made: least squares through one figure a day, with a level for each day of the week and one slope for
 * all. The figures below decide when the slope is believed. They are worked out here, and lived through in
 * test/simulation/forecast.test.ts.
 */

/** Days that are looked at: three of each day of the week, so that a trend and a week's ups and downs come apart. */
export const FORECAST_DAYS = 21;

/** Days with data among them below which nothing is forecast: with less than two weeks, no day can be compared. */
export const LEAST_DAYS = 14;

/**
 * Share of the variance within days of the week that the slope must explain (R²). 21 points less seven levels and a
 * slope leave 13 degrees of freedom: t = √(R² × 13 ÷ (1 − R²)), and 0.6 is t = 4.4, which noise without a trend reaches
 * once in some 3,000 windows (Student's t, one side). A weekly cycle leaves no variance within days of the week, whatever
 * its shape.
 */
export const LEAST_FIT = 0.6;

/** What is published when the slope does not rise, is not believed, or leads to the limit later than that. */
export const DAYS_OUT_OF_SIGHT = 365;

/**
 * Seconds between two runs. A day is added once a day, at midnight UTC; four runs make up for one that fails, and people
 * hear of the new day by its sixth hour.
 */
export const FORECAST_SECONDS = SECONDS_PER_DAY / 4;

/** Name of the metric: days until the limit is reached. */
export const DAYS_TO_LIMIT = "days-to-limit";
