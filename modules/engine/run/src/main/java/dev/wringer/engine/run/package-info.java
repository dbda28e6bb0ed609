/**
 * The actor tree of one run, and the protocols that the outside implements: {@link dev.wringer.engine.run.Target},
 * {@link dev.wringer.engine.run.Host}, {@link dev.wringer.engine.run.Recorder}, {@link dev.wringer.engine.run.Instruments}. An
 * adapter is a behavior that accepts one of them. Nothing here asks which clock it is on.
 */
package dev.wringer.engine.run;
