/** Host and Target in memory: modelled services for virtual time. */
package dev.wringer.adapters.simulated;
