package io.podspan.bgpreflector.interop;

/**
 * What guards a session.
 *
 * @param password of TCP MD5 (RFC 2385), empty for none
 * @param ttlSecurity whether packets must have come over one hop (RFC 5082)
 */
record Guard(String password, boolean ttlSecurity) {
  static final Guard NONE = new Guard("", false);

  static Guard md5(String password) {
    return new Guard(password, false);
  }

  static Guard gtsm() {
    return new Guard("", true);
  }

  boolean hasPassword() {
    return !password.isEmpty();
  }
}
