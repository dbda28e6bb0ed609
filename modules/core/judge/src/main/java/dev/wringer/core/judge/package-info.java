/** Criteria over windows, findings, the verdict. Pure: no randomness, no clock, so the same evidence gives the same verdict. */
package dev.wringer.core.judge;
