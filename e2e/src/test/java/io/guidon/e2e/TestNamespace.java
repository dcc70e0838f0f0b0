package io.guidon.e2e;

/**
 * A namespace that exists and that one test has for itself. It is not emptied afterwards, so an
 * operator under test is told to look at this namespace only.
 *
 * @param name a DNS label that begins with the name of the test
 */
public record TestNamespace(String name) {}
