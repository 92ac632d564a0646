package io.podspan.clusteraccess;

/** What names of Kubernetes objects have in common, whatever their kind. Pure. */
final class ObjectName {
  private static final int LONGEST = 253;

  private ObjectName() {}

  /**
   * Whether an API server that checks names would have taken it. Names of some kinds, as those of
   * roles, are any segment of a path; none has blanks or characters that are not printed.
   */
  static boolean isPossible(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST
        && name.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '/' && c != '%');
  }
}
