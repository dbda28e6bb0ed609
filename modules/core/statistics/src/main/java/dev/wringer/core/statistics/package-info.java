/** Tests and estimates that the judge is made of, each with its source; they know nothing of runs and criteria. */
package dev.wringer.core.statistics;
