/** The nouns everyone shares. Pure: knows no actor, no file, no clock. */
package dev.wringer.core.model;
