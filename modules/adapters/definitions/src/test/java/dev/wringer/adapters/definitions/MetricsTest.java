package dev.wringer.adapters.definitions;


