package dev.wringer.core.calibration;

import java.util.function.IntFunction;

/**
 * Something done to a run, many times over.
 *
 * @param planted false: nothing is, and every FAIL is false
 * @param trial the i-th, from 0; depends on nothing but i, so that trials may go side by side in any order
 */
public record Scenario(String name, boolean planted, int trials, IntFunction<Trial> trial) {}
