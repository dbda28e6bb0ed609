/** When arrivals come (lazy sequences of offsets), and what one of them sends. */
package dev.wringer.core.workload;
