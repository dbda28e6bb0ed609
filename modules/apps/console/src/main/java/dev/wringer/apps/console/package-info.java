/** Runs in a browser, while they go on and afterwards: pages, live feeds, controls, and metrics for Prometheus. */
package dev.wringer.apps.console;
