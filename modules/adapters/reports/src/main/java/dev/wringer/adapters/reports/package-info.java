/** A finished run as a page for people. Reads the run folder only; decides nothing. */
package dev.wringer.adapters.reports;
