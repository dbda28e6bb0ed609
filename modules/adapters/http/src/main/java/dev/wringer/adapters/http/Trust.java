package dev.wringer.adapters.http;

/** Whom a TLS connection trusts. */
public enum Trust {
    /** The JDK's certificate authorities; the certificate must name the host. */
    AUTHORITIES,
    /** Anyone, for test systems with certificates of their own making. */
    ANYONE
}
