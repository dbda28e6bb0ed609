/** Faults in the path: a proxy before each service that a fault of connections or requests is planned for. */
package dev.wringer.adapters.proxy;
