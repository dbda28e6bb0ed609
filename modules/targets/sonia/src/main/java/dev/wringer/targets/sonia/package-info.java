/**
 * SONIA, a voice assistant of six services, as a system under test: real processes and real calls between them, with
 * defects that can be planted. It must not know what tests it: nothing here may depend on another module.
 */
package dev.wringer.targets.sonia;
