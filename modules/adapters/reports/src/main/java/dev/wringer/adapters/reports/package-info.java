/** A finished run as a page. Decides nothing. */
package dev.wringer.adapters.reports;
