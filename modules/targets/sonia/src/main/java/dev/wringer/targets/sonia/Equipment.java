package dev.wringer.targets.sonia;

/** What every service is given, whichever of the six it is. */
record Equipment(Settings settings, ServiceToken token, PlantedDefects defects, Metrics metrics, Peers peers) {}
