package io.podspan.bgpreflector.interop;

/**
 * What guards a session.
 *
 * @param password of TCP MD5 (RFC 2385), empty for none
 * @param ttlSecurity whether packets must have come over one hop (RFC 5082)
 */
record Protection(String password, boolean ttlSecurity) {
  static final Protection NONE = new Protection("", false);

  static Protection md5(String password) {
    return new Protection(password, false);
  }

  static Protection gtsm() {
    return new Protection("", true);
  }

  boolean hasPassword() {
    return !password.isEmpty();
  }
}
