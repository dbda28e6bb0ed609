package dev.wringer.engine.run;

/**
 * Holds arrivals back, or lets them go on with those that are due from then on.
 *
 * @param on true: none begins
 */
record Hold(boolean on) implements TrafficGenerator.Command, SessionChurner.Command, MetricsAggregator.Command {}
