/**
 * Host and Target in memory: modelled services for virtual time.
 *
 * <p>All of a run is one thread there. So the host and the target of a service share its model, and a timer ends a
 * request in place instead of sending a message to itself. None of this may run on the real clock.
 */
package dev.wringer.adapters.simulated;
