/** Services as processes of the operating system, and the instruments that watch Wringer itself. */
package dev.wringer.adapters.process;
