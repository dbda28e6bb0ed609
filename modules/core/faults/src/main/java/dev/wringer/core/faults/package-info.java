/** Faults as a plan: when they come, whom they reach, when a system has recovered, and which of them a failure needs. */
package dev.wringer.core.faults;
