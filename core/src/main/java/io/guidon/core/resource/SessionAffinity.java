package io.guidon.core.resource;

import java.util.Optional;

/**
 * Cookies that keep a client on the revision that it got first.
 *
 * @param cookieName of the cookie for the canary
 * @param primaryCookieName of the cookie for the primary; without it clients are not kept there
 * @param maxAge of the canary's cookie, seconds
 */
public record SessionAffinity(
    String cookieName,
    Optional<String> primaryCookieName,
    int maxAge,
    Optional<String> domain,
    boolean httpOnly,
    boolean partitioned,
    Optional<String> path,
    Optional<SameSite> sameSite,
    boolean secure) {
  private static final int ONE_DAY = 86_400;

  /** Whether a browser sends the cookie along with requests from other sites. */
  public enum SameSite implements WireNamed {
    STRICT("Strict"),
    LAX("Lax"),
    NONE("None");

    private final String wireName;

    SameSite(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  static SessionAffinity read(Field affinity) {
    int maxAge = affinity.at("maxAge").integerOr(0);
    return new SessionAffinity(
        affinity.at("cookieName").text(),
        affinity.at("primaryCookieName").optionalText(),
        maxAge == 0 ? ONE_DAY : maxAge,
        affinity.at("domain").optionalText(),
        affinity.at("httpOnly").flag(),
        affinity.at("partitioned").flag(),
        affinity.at("path").optionalText(),
        affinity.at("sameSite").optionalOneOf(SameSite.values()),
        affinity.at("secure").flag());
  }
}
