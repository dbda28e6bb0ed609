/** How often the judge is wrong: what is planted, how it was judged, and with which certainty that is known. Pure. */
package dev.wringer.core.calibration;
