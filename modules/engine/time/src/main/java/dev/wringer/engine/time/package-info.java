/**
 * The two clocks and the dispatchers. The only place that knows that there are two, and the only one that may read the
 * machine's time or draw from its randomness.
 */
package dev.wringer.engine.time;
